#!/bin/sh
set -eu
export HOME=/var/syncthing STGUIADDRESS=0.0.0.0:8384
if [ "$(id -u)" = 0 ]; then
  binary=$1
  if [ -z "${PCAP:-}" ]; then setcap -r "$binary" 2>/dev/null || true; else setcap "$PCAP" "$binary"; fi
  chown 1000:1000 "$HOME" || true
  exec gosu 1000:1000 env HOME="$HOME" "$@"
fi
exec "$@"
