#!/bin/sh
set -e
from=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates} to=/etc/nginx/conf.d
if [ -d "$from" ]; then
  if [ -w "$to" ]; then
    for template in "$from"/*.template; do
      name=$(basename "$template" .template)
      perl -pe 's/\$\{(\w+)\}/$ENV{$1} \/\/ $&/ge' < "$template" > "$to/$name"
    done
  else
    echo "$from exists, but $to cannot be written"
  fi
fi
exec "$@"
