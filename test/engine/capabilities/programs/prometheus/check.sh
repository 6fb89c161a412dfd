curl --silent --fail http://127.0.0.1:9090/-/ready
[ -d /prometheus/wal ]
runs_as 65534 prometheus
