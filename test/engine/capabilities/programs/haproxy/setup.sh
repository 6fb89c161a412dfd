groupmod --gid 99 haproxy
usermod --uid 99 haproxy
mkdir -p /usr/local/etc/haproxy
cat > /usr/local/etc/haproxy/haproxy.cfg <<'CONF'
global
  log stdout format raw local0
defaults
  mode http
  timeout client 5s
  timeout server 5s
  timeout connect 5s
frontend web
  bind :80
  http-request return status 200 content-type text/plain string hello
CONF
