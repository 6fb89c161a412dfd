install --directory --owner redis --group redis /data
mkdir /tls
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=container -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -days 3650 -keyout /tls/key.pem -out /tls/cert.pem
printf 'user default off\nuser app on >kept ~* +@all\n' > /tls/users.acl
chown redis:redis /tls/key.pem /tls/users.acl
chmod 600 /tls/key.pem /tls/users.acl
