#!/bin/sh
set -e
rm -f /usr/local/apache2/logs/httpd.pid
exec "$@" -f /etc/apache2/httpd.conf
