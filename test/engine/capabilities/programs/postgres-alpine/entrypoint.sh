#!/bin/bash
set -Eeo pipefail
data=/var/lib/postgresql/data
umask 022
mkdir -p "$data"
chmod 00700 "$data" || true
mkdir -p /var/run/postgresql || true
chmod 03775 /var/run/postgresql || true
if [ "$(id -u)" = 0 ]; then
  find "$data" ! -user postgres -exec chown postgres {} +
  find /var/run/postgresql ! -user postgres -exec chown postgres {} +
  exec gosu postgres "$0" "$@"
fi
if ! [ -s "$data/PG_VERSION" ]; then
  initialize=(initdb --pgdata "$data" --username postgres --auth-local trust --no-sync)
  if [ -n "$POSTGRES_PASSWORD_FILE" ]; then POSTGRES_PASSWORD=$(< "$POSTGRES_PASSWORD_FILE"); fi
  if [ -n "$POSTGRES_PASSWORD" ]; then "${initialize[@]}" --auth-host scram-sha-256 --pwfile <(printf '%s\n' "$POSTGRES_PASSWORD")
  else "${initialize[@]}" --auth-host trust; fi
fi
exec "$@" -D "$data" -c shared_buffers=16MB
