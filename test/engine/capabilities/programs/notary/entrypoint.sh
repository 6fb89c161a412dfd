#!/bin/sh
set -e
case $1 in -*) set -- notary-server "$@" ;; esac
exec "$@"
