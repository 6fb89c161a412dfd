. /etc/apache2/envvars
for directory in "$APACHE_LOCK_DIR" "$APACHE_RUN_DIR" "$APACHE_LOG_DIR" /var/www/html; do
  rm -rf "$directory"
  install --directory --owner www-data --group www-data --mode 1777 "$directory"
done
ln -s /dev/stderr "$APACHE_LOG_DIR/error.log"
ln -s /dev/stdout "$APACHE_LOG_DIR/access.log"
ln -s /dev/stdout "$APACHE_LOG_DIR/other_vhosts_access.log"
chown --recursive --no-dereference www-data:www-data "$APACHE_LOG_DIR"
install --directory --mode 1777 /usr/src/wordpress/wp-content
install --directory /usr/src/wordpress/wp-includes
echo '<?php require "wp-includes/version.php"; require "wp-config.php"; file_put_contents("wp-content/kept", "kept"); echo "$wp_version $kept";' > /usr/src/wordpress/index.php
echo '<?php $wp_version = "hello";' > /usr/src/wordpress/wp-includes/version.php
echo '<?php $kept = "kept";' > /usr/src/wordpress/wp-config-docker.php
chown --recursive www-data:www-data /usr/src/wordpress
