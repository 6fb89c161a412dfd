#!/bin/bash
set -eo pipefail
. /etc/apache2/envvars
rm -f "$APACHE_PID_FILE"
cd /var/www/html
if ! [ -e index.php ] && ! [ -e public/index.php ]; then
  tar cf - --one-file-system -C /usr/src/postfixadmin . | tar xf -
fi
database=/var/tmp/postfixadmin.db
if [ ! -f "$database" ]; then
  touch "$database"
  chown www-data:www-data "$database"
  chmod 0700 "$database"
fi
if [ ! -e config.local.php ]; then
  touch config.local.php
  cat > config.local.php <<CONF
<?php
\$CONF['database_type'] = 'sqlite';
\$CONF['database_name'] = '$database';
\$CONF['configured'] = true;
CONF
fi
if [ -f public/upgrade.php ]; then gosu www-data php public/upgrade.php; fi
exec "$@"
