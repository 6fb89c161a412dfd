#!/bin/sh
if [ "$(id -u)" = 0 ]; then
  chown -R znc:znc /znc-data || exit 1
  chmod 700 /znc-data || exit 2
  exec gosu znc:znc "$0" "$@"
fi
if [ ! -f /znc-data/configs/znc.conf ]; then
  mkdir -p /znc-data/configs
  cat > /znc-data/configs/znc.conf <<'CONF'
Version = 1.8.2
<Listener l>
	Port = 6667
	IPv4 = true
	IPv6 = false
	SSL = false
</Listener>
<User admin>
	Pass = plain#admin#
	Admin = true
	Nick = admin
</User>
CONF
fi
exec tini -- znc --foreground --datadir /znc-data "$@"
