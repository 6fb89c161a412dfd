silences() { curl --silent --fail http://127.0.0.1:9093/api/v2/silences; }
if [ "$1" -gt 1 ]; then silences | grep -q kept; fi
curl --silent --fail --header 'Content-Type: application/json' http://127.0.0.1:9093/api/v2/silences --data '{"matchers":[{"name":"a","value":"b","isRegex":false,"isEqual":true}],"startsAt":"2020-01-01T00:00:00Z","endsAt":"2099-01-01T00:00:00Z","createdBy":"kept","comment":"kept"}'
runs_as 65534 prometheus-alertmanager
