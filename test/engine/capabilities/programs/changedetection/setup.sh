mkdir -p /datastore
ln -s /opt/venv/bin/changedetection.io /usr/local/bin/changedetection.io
