#!/bin/sh
set -e
if [ "${1#-}" != "$1" ]; then set -- spiped -k /spiped/key -F "$@"; fi
exec "$@"
