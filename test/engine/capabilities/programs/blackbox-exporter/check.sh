probe() { curl --silent --fail "http://127.0.0.1:9115/probe?module=$1&target=$2" | grep -q '^probe_success 1'; }
probe http http://127.0.0.1:9115/metrics
probe ping 127.0.0.1
runs_as 0 prometheus-blackbox-exporter
