ask() { curl --silent --fail --get http://127.0.0.1:8086/query --data-urlencode "q=$1" --data db=app; }
curl --silent --fail http://127.0.0.1:8086/query --data-urlencode 'q=CREATE DATABASE app'
if [ "$1" -gt 1 ]; then ask 'SELECT * FROM kept' | grep -q '"values"'; fi
curl --silent --fail --data-binary 'kept value=1' 'http://127.0.0.1:8086/write?db=app'
ask 'SELECT * FROM kept' | grep -q '"values"'
runs_as 0 influxd
