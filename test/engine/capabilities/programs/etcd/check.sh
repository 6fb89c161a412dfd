export ETCDCTL_API=3
if [ "$1" -gt 1 ]; then [ "$(etcdctl get --print-value-only kept)" = kept ]; fi
etcdctl put kept kept
runs_as 0 etcd
