export HOME=/var/lib/rabbitmq
gosu_or_not() { if [ "$(id -u)" = 0 ]; then gosu rabbitmq "$@"; else "$@"; fi; }
gosu_or_not /usr/lib/rabbitmq/bin/rabbitmqctl --quiet status >/dev/null
if [ "$1" -gt 1 ]; then gosu_or_not /usr/lib/rabbitmq/bin/rabbitmqctl --quiet list_vhosts | grep -q kept
else gosu_or_not /usr/lib/rabbitmq/bin/rabbitmqctl --quiet add_vhost kept || true; fi
runs_as 999 beam.smp
