groupmod --gid 1883 mosquitto
usermod --uid 1883 mosquitto
mkdir -p /mosquitto/config /mosquitto/data /mosquitto/log
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=container -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -days 3650 -keyout /mosquitto/config/key.pem -out /mosquitto/config/cert.pem
mosquitto_passwd -b -c /mosquitto/config/passwords app kept
cat > /mosquitto/config/mosquitto.conf <<'CONF'
listener 8883
certfile /mosquitto/config/cert.pem
keyfile /mosquitto/config/key.pem
allow_anonymous false
password_file /mosquitto/config/passwords
persistence true
persistence_location /mosquitto/data/
CONF
chown -R mosquitto:mosquitto /mosquitto
chmod 644 /mosquitto/config/*
