. /etc/apache2/envvars
for directory in "$APACHE_LOCK_DIR" "$APACHE_RUN_DIR" "$APACHE_LOG_DIR" /var/www/html; do
  rm -rf "$directory"
  install --directory --owner www-data --group www-data --mode 1777 "$directory"
done
ln -s /dev/stderr "$APACHE_LOG_DIR/error.log"
ln -s /dev/stdout "$APACHE_LOG_DIR/access.log"
ln -s /dev/stdout "$APACHE_LOG_DIR/other_vhosts_access.log"
chown --recursive --no-dereference www-data:www-data "$APACHE_LOG_DIR"
rm -f /etc/apache2/conf-enabled/*.conf
printf 'session.save_path = /tmp\n' > /etc/php/8.2/apache2/conf.d/99-official.ini
printf 'DocumentRoot /var/www/html/public\n' > /etc/apache2/conf-enabled/root.conf
sed -i 's#DocumentRoot /var/www/html$#DocumentRoot /var/www/html/public#' /etc/apache2/sites-available/000-default.conf
mkdir -p /usr/src/postfixadmin
cp -rL /usr/share/postfixadmin/. /usr/src/postfixadmin/ || true
rm -f /usr/src/postfixadmin/config.local.php
printf '<?php\n' > /usr/src/postfixadmin/dbconfig.inc.php
install --directory --owner www-data --group www-data /usr/src/postfixadmin/templates_c
