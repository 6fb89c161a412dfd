export REDISCLI_AUTH=kept
[ "$(redis-cli --tls --cacert /tls/cert.pem --user app INCR starts)" -ge "$1" ]
runs_as 999 redis-server
