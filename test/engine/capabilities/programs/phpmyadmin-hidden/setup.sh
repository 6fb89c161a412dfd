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
cp -rL /usr/share/phpmyadmin/. /var/www/html/ || true
install --directory --owner www-data --group www-data /var/www/html/tmp
rm -rf /etc/phpmyadmin
mkdir -p /etc/phpmyadmin
printf '<?php\nrequire "/etc/phpmyadmin/config.secret.inc.php";\n$cfg["TempDir"] = "/var/www/html/tmp";\n$cfg["Servers"][1]["host"] = "db";\n$cfg["Servers"][1]["auth_type"] = "cookie";\n' > /etc/phpmyadmin/config.inc.php
rm -f /var/www/html/config.inc.php
find /var/www/html/libraries -name vendor_config.php -exec sed -i "s@'configFile' => .*@'configFile' => '/etc/phpmyadmin/config.inc.php',@" {} +
