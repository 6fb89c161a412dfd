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
if [ -n "${HIDE_PHP_VERSION}" ]; then
  echo -e 'expose_php = Off\n' > /etc/php/8.2/apache2/conf.d/phpmyadmin-hide-php-version.ini
fi
exec "$@"
