rm -rf /var/lib/etcd
mkdir -p /var/lib/etcd
