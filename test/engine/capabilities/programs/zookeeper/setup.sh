rm -rf /etc/zookeeper/conf
install --directory --owner zookeeper --group zookeeper /data /datalog /logs /conf
