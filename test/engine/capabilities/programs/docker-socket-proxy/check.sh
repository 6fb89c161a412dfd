[ "$(curl --silent --fail http://127.0.0.1:2375/_ping)" = OK ]
[ "$(curl --silent --output /dev/null --write-out '%{http_code}' http://127.0.0.1:2375/containers/json)" = 403 ]
runs_as 0 haproxy
