mkdir -p /usr/local/apache2/logs
cat > /etc/apache2/httpd.conf <<'CONF'
ServerRoot /usr/local/apache2
ServerName localhost
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
PidFile logs/httpd.pid
ErrorLog /proc/self/fd/2
User www-data
Group www-data
Listen 80
DocumentRoot /var/www/html
CONF
echo hello > /var/www/html/hello
