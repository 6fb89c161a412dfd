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
cp -rL /usr/share/mediawiki/. /var/www/html/ || true
rm -rf /var/www/html/LocalSettings.php /var/www/html/images
install --directory --owner www-data --group www-data /var/www/data /var/www/html/images /var/www/html/cache
php /var/www/html/maintenance/install.php --dbtype sqlite --dbpath /var/www/data --dbname kept --server http://127.0.0.1 --scriptpath '' \
  --pass kept-for-the-trial Kept Admin >&2
chown -R www-data:www-data /var/www/data
echo '$wgCacheDirectory = "/var/www/html/cache";' >> /var/www/html/LocalSettings.php
rm -f /var/www/html/cache/*
chown -R www-data:www-data /var/www/html/cache
