#!/bin/sh
set -e
cd /var/www/html
if [ -n "$ADMINER_DESIGN" ]; then
  if [ ! -e .adminer-init ]; then ln -sf "designs/$ADMINER_DESIGN/adminer.css" .; fi
fi
touch .adminer-init || true
exec "$@"
