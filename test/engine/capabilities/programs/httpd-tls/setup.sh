mkdir -p /usr/local/apache2/logs /tls
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=container -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -days 3650 -keyout /tls/key.pem -out /tls/cert.pem
chmod 600 /tls/key.pem
cat > /etc/apache2/httpd.conf <<'CONF'
ServerRoot /usr/local/apache2
ServerName localhost
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule socache_shmcb_module /usr/lib/apache2/modules/mod_socache_shmcb.so
LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
PidFile logs/httpd.pid
ErrorLog /proc/self/fd/2
User www-data
Group www-data
Listen 443
SSLEngine on
SSLCertificateFile /tls/cert.pem
SSLCertificateKeyFile /tls/key.pem
SSLSessionCache shmcb:/usr/local/apache2/logs/sessions(512000)
DocumentRoot /var/www/html
CONF
echo hello > /var/www/html/hello
