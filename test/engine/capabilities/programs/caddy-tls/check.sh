root=/data/caddy/pki/authorities/local/root.crt
if [ "$1" = 1 ]; then cp -n "$root" /data/first.crt; fi
cmp "$root" /data/first.crt
[ "$(curl --silent --fail --cacert "$root" https://localhost/)" = hello ]
runs_as 0 caddy
