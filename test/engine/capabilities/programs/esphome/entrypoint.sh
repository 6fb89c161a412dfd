#!/usr/bin/env bash
export HOME=/root
if [[ -d /cache ]]; then pio_cache_base=/cache/platformio; else pio_cache_base=/config/.esphome/platformio; fi
if [[ ! -d "$pio_cache_base" ]]; then mkdir -p "$pio_cache_base"; fi
export PLATFORMIO_PLATFORMS_DIR=$pio_cache_base/platforms PLATFORMIO_PACKAGES_DIR=$pio_cache_base/packages PLATFORMIO_CACHE_DIR=$pio_cache_base/cache
exec esphome "$@"
