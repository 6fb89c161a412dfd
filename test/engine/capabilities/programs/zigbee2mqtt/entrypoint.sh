#!/bin/sh
set -e
export ZIGBEE2MQTT_DATA=/app/data Z2M_ONBOARD_FORCE_RUN=1
DATA=$ZIGBEE2MQTT_DATA
if [ ! -f "$DATA/configuration.yaml" ]; then cp /app/configuration.example.yaml "$DATA/configuration.yaml"; fi
exec "$@"
