if [ "$1" -gt 1 ]; then curl --silent --fail 'http://127.0.0.1/kept/json?poll=1' | grep kept > /dev/null; fi
curl --silent --fail --data kept http://127.0.0.1/kept | grep kept > /dev/null
curl --silent --fail 'http://127.0.0.1/kept/json?poll=1' | grep kept > /dev/null
runs_as 0 ntfy
