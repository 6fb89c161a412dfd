curl --silent --fail http://127.0.0.1:8080/ | grep -qi zigbee2mqtt
[ -f /app/data/configuration.yaml ]
runs_as 0 node
