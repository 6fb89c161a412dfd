mkdir -p /var/www/html/plugins-enabled
cp -L "$(find /usr/share/adminer -maxdepth 1 -name 'adminer*.php' | sort | head -n 1)" /var/www/html/index.php
echo 'session.save_path = /tmp' > /etc/php/8.2/cli/conf.d/99-official.ini
cp -rL /usr/share/adminer/designs /var/www/html/designs
chown -R adminer:adminer /var/www/html
