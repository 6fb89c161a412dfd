rm -rf /var/lib/nats
mkdir /data
