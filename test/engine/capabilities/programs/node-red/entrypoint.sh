#!/bin/bash
cd /usr/src/node-red
export HOME=/usr/src/node-red NODE_PATH=/usr/src/node-red/node_modules:/data/node_modules FLOWS=flows.json
trap stop SIGINT SIGTERM
stop() {
  kill $CHILD_PID
  wait $CHILD_PID
}
node $NODE_OPTIONS node_modules/node-red/red.js --userDir /data $FLOWS "$@" &
CHILD_PID=$!
wait "$CHILD_PID"
