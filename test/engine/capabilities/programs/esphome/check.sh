curl --silent --fail http://127.0.0.1:6052/ | grep -qi esphome
[ -d /config/.esphome ]
runs_as 0 /opt/venv/bin/python
