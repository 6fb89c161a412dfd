server=(-h localhost -p 8883 --cafile /mosquitto/config/cert.pem -u app -P kept)
if [ "$1" -gt 1 ]; then mosquitto_sub "${server[@]}" -W 3 -C 1 -t kept | grep -q kept; fi
mosquitto_pub "${server[@]}" -r -q 1 -t kept -m kept
runs_as 1883 mosquitto
