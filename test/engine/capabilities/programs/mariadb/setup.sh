rm -rf /var/lib/mysql /etc/mysql/mariadb.conf.d/50-server.cnf
mkdir -p /var/lib/mysql /run/mysqld
chown -R mysql:mysql /var/lib/mysql /run/mysqld
chmod 1777 /run/mysqld
