curl --silent --fail --location http://127.0.0.1:5000/ | grep -qi 'change detection'
ls /datastore | grep -q .
runs_as 0 /opt/venv/bin/python
