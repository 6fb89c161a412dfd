#!/bin/sh
set -e
cd /var/lib/jetty
export JETTY_HOME=/usr/share/jetty9 JETTY_BASE=/var/lib/jetty TMPDIR=/tmp/jetty
[ -d "$TMPDIR" ] || mkdir -p "$TMPDIR" 2>/dev/null
java=$1
shift
exec "$java" "-Djava.io.tmpdir=$TMPDIR" "$@" jetty.home=/usr/share/jetty9
