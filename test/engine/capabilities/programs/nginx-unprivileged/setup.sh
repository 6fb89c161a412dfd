rm -rf /etc/nginx/sites-enabled /etc/nginx/modules-enabled /var/lib/nginx
ln -sf /dev/stdout /var/log/nginx/access.log
ln -sf /dev/stderr /var/log/nginx/error.log
cat > /etc/nginx/nginx.conf <<'CONF'
worker_processes 2;
pid /tmp/nginx.pid;
error_log /var/log/nginx/error.log notice;
events {}
http {
  access_log /var/log/nginx/access.log;
  client_body_temp_path /tmp/client_temp;
  proxy_temp_path /tmp/proxy_temp;
  fastcgi_temp_path /tmp/fastcgi_temp;
  uwsgi_temp_path /tmp/uwsgi_temp;
  scgi_temp_path /tmp/scgi_temp;
  client_body_in_file_only clean;
  server { listen 8080; location / { proxy_pass http://127.0.0.1:8081; } }
  server { listen 8081; location / { return 200 hello; } }
}
CONF
