install --directory --owner postgres --group postgres --mode 1777 /var/lib/postgresql/data
install --directory --owner postgres --group postgres --mode 3777 /var/run/postgresql
ln -s /usr/lib/postgresql/*/bin/* /usr/local/bin/
mkdir /tls
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=container -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -days 3650 -keyout /tls/key.pem -out /tls/cert.pem
chown postgres:postgres /tls/key.pem
chmod 600 /tls/key.pem
