#!/bin/bash
set -eu
export HOME=/var/lib/rabbitmq
if [ "$(id -u)" = 0 ]; then
  find /var/lib/rabbitmq ! -user rabbitmq -exec chown rabbitmq {} +
  exec gosu rabbitmq "$0" "$@"
fi
exec /usr/lib/rabbitmq/bin/rabbitmq-server
