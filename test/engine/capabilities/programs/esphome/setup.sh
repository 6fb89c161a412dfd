mkdir -p /config
ln -s /opt/venv/bin/esphome /usr/local/bin/esphome
