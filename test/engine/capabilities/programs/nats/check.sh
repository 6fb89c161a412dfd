printf 'PING\r\n' | nc -w 2 127.0.0.1 4222 | grep -q PONG
runs_as 0 nats-server
