#!/bin/sh
set -e
sed 's/${BIND_CONFIG}/:2375/g' /usr/local/etc/haproxy/haproxy.cfg.template > /tmp/haproxy.cfg
exec "$@"
