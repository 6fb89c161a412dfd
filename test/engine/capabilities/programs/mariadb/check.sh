query() { mariadb --batch --skip-column-names --user=root --socket=/run/mysqld/mysqld.sock --execute="$1"; }
query 'CREATE DATABASE IF NOT EXISTS app; CREATE TABLE IF NOT EXISTS app.starts (at int); INSERT INTO app.starts VALUES (1)'
[ "$(query 'SELECT count(*) FROM app.starts')" -ge "$1" ]
runs_as 999 mariadbd
