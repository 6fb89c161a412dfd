grep -q "^worker_processes $(getconf _NPROCESSORS_ONLN);" /etc/nginx/nginx.conf
[ "$(curl --silent --fail --data posted http://127.0.0.1/)" = hello ]
nginx -s reload
[ "$(curl --silent --fail --data posted http://127.0.0.1/)" = hello ]
runs_as 101 'nginx: worker'
