cat > /etc/php/8.2/fpm/php-fpm.conf <<'CONF'
[global]
error_log = /proc/self/fd/2
daemonize = no
[www]
user = www-data
group = www-data
listen = /tmp/php-fpm.sock
listen.owner = www-data
listen.group = www-data
listen.mode = 0666
pm = static
pm.max_children = 2
ping.path = /ping
CONF
