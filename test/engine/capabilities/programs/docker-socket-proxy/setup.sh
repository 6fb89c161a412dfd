mkdir -p /usr/local/etc/haproxy
cat > /usr/local/etc/haproxy/haproxy.cfg.template <<'CONF'
global
  log stdout format raw local0
  pidfile /run/haproxy.pid
defaults
  mode http
  timeout client 5s
  timeout server 5s
  timeout connect 5s
frontend proxy
  bind ${BIND_CONFIG}
  http-request deny unless { path /_ping }
  default_backend socket
backend socket
  server engine unix@/tmp/docker.sock
frontend engine
  bind unix@/tmp/docker.sock mode 660
  http-request return status 200 content-type text/plain string OK
CONF
