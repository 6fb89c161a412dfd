curl --silent --fail http://127.0.0.1:9100/metrics | grep -q '^node_load1 '
runs_as 65534 prometheus-node-exporter
