rm -rf /var/lib/rabbitmq /var/log/rabbitmq
mkdir -p /var/lib/rabbitmq /etc/rabbitmq /var/log/rabbitmq
chown -R rabbitmq:rabbitmq /var/lib/rabbitmq /etc/rabbitmq /var/log/rabbitmq
chmod 777 /var/lib/rabbitmq /etc/rabbitmq /var/log/rabbitmq
