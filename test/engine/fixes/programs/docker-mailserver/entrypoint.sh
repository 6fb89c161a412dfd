#!/bin/bash
set -e
mkdir -p /run/fail2ban
if [ "$ENABLE_FAIL2BAN" = 1 ]; then fail2ban-server -b --logtarget STDOUT start; fi
exec postfix start-fg
