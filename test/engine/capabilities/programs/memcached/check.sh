printf 'set a 0 0 1\r\n1\r\nget a\r\nquit\r\n' | nc -w 2 127.0.0.1 11211 | grep -q '^VALUE a'
runs_as 11211 memcached
