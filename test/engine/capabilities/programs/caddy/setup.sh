setcap cap_net_bind_service=+ep /usr/bin/caddy
mkdir -p /config/caddy /data/caddy
printf ':80\nrespond hello\n' > /etc/caddy/Caddyfile
