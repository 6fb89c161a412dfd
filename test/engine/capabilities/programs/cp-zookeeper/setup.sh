rm -rf /etc/zookeeper /var/lib/zookeeper /var/log/zookeeper
mkdir -p /etc/kafka /etc/zookeeper/secrets /var/lib/zookeeper/data /var/lib/zookeeper/log /var/log/kafka
chown -R appuser:root /etc/kafka /etc/zookeeper /var/lib/zookeeper /var/log/kafka
