echo 'kept 1' | curl --silent --fail --data-binary @- http://127.0.0.1:9091/metrics/job/app
curl --silent --fail http://127.0.0.1:9091/metrics | grep -q '^kept{'
runs_as 65534 prometheus-pushgateway
