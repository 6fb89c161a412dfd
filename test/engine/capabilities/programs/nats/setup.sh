rm -rf /var/lib/nats
