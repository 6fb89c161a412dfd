. /etc/apache2/envvars
for directory in "$APACHE_LOCK_DIR" "$APACHE_RUN_DIR" "$APACHE_LOG_DIR" /var/www/html; do
  rm -rf "$directory"
  install --directory --owner www-data --group www-data --mode 1777 "$directory"
done
ln -s /dev/stderr "$APACHE_LOG_DIR/error.log"
ln -s /dev/stdout "$APACHE_LOG_DIR/access.log"
ln -s /dev/stdout "$APACHE_LOG_DIR/other_vhosts_access.log"
chown --recursive --no-dereference www-data:www-data "$APACHE_LOG_DIR"
echo '<?php echo "hello";' > /var/www/html/index.php
