#!/bin/bash
set -e
. /etc/apache2/envvars
rm -f "$APACHE_PID_FILE"
exec "$@"
