ask() { (printf 'CONNECT {"verbose":false}\r\nSUB answers 1\r\nPUB %s answers %s\r\n%s\r\n' "$1" "${#2}" "$2"; sleep 1) | nc -w 2 127.0.0.1 4222; }
if [ "$1" = 1 ]; then ask '$JS.API.STREAM.CREATE.kept' '{"name":"kept","subjects":["kept"],"storage":"file"}' >/dev/null; fi
ask kept hello | grep -q '"stream":"kept", *"seq":'
ask '$JS.API.STREAM.INFO.kept' '' | grep -o '"messages":[0-9]*' | head -1 | { IFS=: read -r _ messages; [ "$messages" -ge "$1" ]; }
runs_as 0 nats-server
