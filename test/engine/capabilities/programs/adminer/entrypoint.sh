#!/bin/sh
set -e
cd /var/www/html
touch .adminer-init || true
exec "$@"
