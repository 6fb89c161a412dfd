groupmod --gid 11211 memcache
usermod --uid 11211 memcache
mkdir /tls
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=container -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -days 3650 -keyout /tls/key.pem -out /tls/cert.pem
chown memcache:memcache /tls/key.pem
chmod 600 /tls/key.pem
