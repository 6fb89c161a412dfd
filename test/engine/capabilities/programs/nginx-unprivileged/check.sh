[ "$(curl --silent --fail --data posted http://127.0.0.1:8080/)" = hello ]
nginx -s reload
[ "$(curl --silent --fail --data posted http://127.0.0.1:8080/)" = hello ]
runs_as 101 'nginx: worker'
