#!/bin/sh
set -e
export HOME=/root PYTHONUNBUFFERED=1
exec "$@"
