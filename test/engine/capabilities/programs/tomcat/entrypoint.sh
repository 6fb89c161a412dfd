#!/bin/sh
set -e
export CATALINA_BASE=/usr/local/tomcat
exec "$@"
