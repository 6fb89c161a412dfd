[ "$(curl --silent --fail --data posted http://127.0.0.1/)" = 'container 127.0.0.1' ]
nginx -s reload
[ "$(curl --silent --fail --data posted http://127.0.0.1/)" = 'container 127.0.0.1' ]
runs_as 101 'nginx: worker'
