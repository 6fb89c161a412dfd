mkdir -p /var/cache/nginx /etc/nginx/conf.d /etc/nginx/sites
rm -rf /etc/nginx/sites-enabled /etc/nginx/modules-enabled /var/lib/nginx
ln -sf /dev/stdout /var/log/nginx/access.log
ln -sf /dev/stderr /var/log/nginx/error.log
cat > /etc/nginx/nginx.conf <<'CONF'
user nginx;
worker_processes 2;
pid /var/run/nginx.pid;
error_log /var/log/nginx/error.log notice;
events {}
http {
  access_log /var/log/nginx/access.log;
  client_body_temp_path /var/cache/nginx/client_temp;
  proxy_temp_path /var/cache/nginx/proxy_temp;
  fastcgi_temp_path /var/cache/nginx/fastcgi_temp;
  uwsgi_temp_path /var/cache/nginx/uwsgi_temp;
  scgi_temp_path /var/cache/nginx/scgi_temp;
  client_body_in_file_only clean;
  include /etc/nginx/conf.d/*.conf;
}
CONF
cat > /etc/nginx/sites/default.conf.template <<'CONF'
server { listen 80; location / { proxy_set_header Host $host; proxy_pass http://127.0.0.1:81; } }
server { listen 81; location / { return 200 "${HOSTNAME} $host"; } }
CONF
