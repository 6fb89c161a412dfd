#!/bin/sh
set -e
cd /data
if [ "$1" = valkey-server ]; then
  if [ "$(id -u)" = 0 ]; then
    find . ! -user valkey -exec chown valkey {} +
    exec setpriv --reuid=valkey --regid=valkey --clear-groups -- "$0" "$@"
  elif [ ! -w . ]; then
    echo >&2 "error: directory is not writable by current user ($(id -u))"
    exit 1
  fi
fi
umask 0077
exec "$@"
