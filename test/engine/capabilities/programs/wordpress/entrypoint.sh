#!/bin/bash
set -eo pipefail
. /etc/apache2/envvars
rm -f "$APACHE_PID_FILE"
cd /var/www/html
uid=$(id -u)
user=$uid:$(id -g)
extracted=(--no-overwrite-dir)
if [ "$uid" = 0 ]; then user=www-data:www-data extracted=(); fi

if [ ! -e index.php ] && [ ! -e wp-includes/version.php ]; then
  if [ "$uid" = 0 ] && [ "$(stat -c %u:%g .)" = 0:0 ]; then chown "$user" .; fi
  tar --create --file - --directory /usr/src/wordpress --owner "${user%:*}" --group "${user#*:}" . |
    tar --extract --file - "${extracted[@]}"
fi
if [ ! -s wp-config.php ]; then
  cat wp-config-docker.php > wp-config.php
  if [ "$uid" = 0 ]; then chown "$user" wp-config.php || true; fi
fi
exec "$@"
