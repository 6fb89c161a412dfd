#!/bin/bash
set -e
export HOME=/root
exec "$@"
