#!/bin/sh
set -e
cd /etc/hitch
config=${HITCH_CONFIG_FILE-/etc/hitch/hitch.conf}
if [ "$#" -eq 0 ] || [ "${1#-}" != "$1" ]; then set -- hitch "--config=$config" "$@"; fi
exec "$@"
