groupmod --gid 1883 mosquitto
usermod --uid 1883 mosquitto
mkdir -p /mosquitto/config /mosquitto/data /mosquitto/log
cat > /mosquitto/config/mosquitto.conf <<'CONF'
listener 1883
allow_anonymous true
persistence true
persistence_location /mosquitto/data/
CONF
chown -R mosquitto:mosquitto /mosquitto
