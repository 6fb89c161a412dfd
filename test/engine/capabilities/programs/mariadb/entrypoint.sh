#!/bin/bash
set -eo pipefail
data=/var/lib/mysql
mkdir -p "$data"
if [ "$(id -u)" = 0 ]; then
  find "$data" ! -user mysql -exec chown mysql: {} +
  find /run/mysqld -maxdepth 0 ! -user mysql -exec chown mysql: {} \;
  exec gosu mysql "$0" "$@"
fi
[ -d "$data/mysql" ] || mariadb-install-db --datadir="$data" --rpm --auth-root-authentication-method=normal --skip-test-db
exec "$@" --datadir="$data" --innodb-buffer-pool-size=8M
