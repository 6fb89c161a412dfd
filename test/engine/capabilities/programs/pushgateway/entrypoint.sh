#!/bin/sh
set -e
cd /pushgateway
exec "$@"
