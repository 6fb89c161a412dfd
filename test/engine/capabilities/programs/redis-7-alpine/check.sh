[ "$(redis-cli INCR starts)" -ge "$1" ]
runs_as 999 redis-server
