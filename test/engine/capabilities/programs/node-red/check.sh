flows=http://127.0.0.1:1880/flows
if [ "$1" -gt 1 ]; then curl --silent --fail $flows | grep -q kept; fi
curl --silent --fail --header 'Content-Type: application/json' --data '[{"id":"kept","type":"tab","label":"kept"}]' $flows
curl --silent --fail $flows | grep -q kept
runs_as 1000 node
