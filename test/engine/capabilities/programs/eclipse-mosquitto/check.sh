if [ "$1" -gt 1 ]; then mosquitto_sub -W 3 -C 1 -t kept | grep -q kept; fi
mosquitto_pub -r -q 1 -t kept -m kept
runs_as 1883 mosquitto
