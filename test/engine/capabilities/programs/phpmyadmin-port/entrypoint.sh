#!/bin/bash
. /etc/apache2/envvars
rm -f "$APACHE_PID_FILE"
if [ ! -f /etc/phpmyadmin/config.secret.inc.php ]; then
  cat > /etc/phpmyadmin/config.secret.inc.php <<CONF
<?php
\$cfg['blowfish_secret'] = '$(tr -dc a-zA-Z0-9 < /dev/urandom | head -c 32)';
CONF
fi
if [ ! -f /etc/phpmyadmin/config.user.inc.php ]; then touch /etc/phpmyadmin/config.user.inc.php; fi
if [ -n "${APACHE_PORT+x}" ]; then
  sed -i "/VirtualHost \\*:80/c\\<VirtualHost \\*:${APACHE_PORT}\\>" /etc/apache2/sites-enabled/000-default.conf
  sed -i "/Listen 80/c\\Listen ${APACHE_PORT}" /etc/apache2/ports.conf
  apachectl configtest
fi
exec "$@"
