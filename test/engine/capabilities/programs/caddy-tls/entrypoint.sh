#!/bin/sh
export XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data
exec "$@"
