server=(--server 127.0.0.1)
if [ "$1" -gt 1 ]; then [ "$(amqp-get "${server[@]}" --queue kept)" = kept ]
else amqp-declare-queue "${server[@]}" --queue kept --durable >/dev/null; fi
amqp-publish "${server[@]}" --routing-key kept --persistent --body kept
runs_as 999 beam.smp
