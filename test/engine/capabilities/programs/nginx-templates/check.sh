[ "$(curl --silent --fail http://127.0.0.1/)" = hello ]
runs_as 101 'nginx: worker'
