#!/bin/sh
# The first process of the machine: mounts what engines need, runs /job/collect.sh, and switches off. /job/cell says CGROUP=1 or 2.
# With the argument `here` it stands in namespaces of another machine, which run-here.sh made, and only collects.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
if [ "${1:-}" != here ]; then
  mount -t proc proc /proc
  mount -t sysfs sys /sys
  mount -t devtmpfs dev /dev 2> /dev/null
  mkdir -p /dev/pts /dev/shm /job
  mount -t devpts pts /dev/pts
  for place in /dev/shm /run /tmp; do mount -t tmpfs tmpfs $place; done
  mount --make-rshared /
  mount -t securityfs security /sys/kernel/security
  mount -t ext4 /dev/vdb /job
  . /job/cell
  if [ "$CGROUP" = 1 ]; then
    mount -t tmpfs tmpfs /sys/fs/cgroup
    for one in cpu,cpuacct cpuset memory devices freezer blkio pids net_cls,net_prio perf_event hugetlb; do
      mkdir -p /sys/fs/cgroup/$one
      mount -t cgroup -o $one cgroup /sys/fs/cgroup/$one 2> /dev/null || rmdir /sys/fs/cgroup/$one
    done
    mkdir -p /sys/fs/cgroup/systemd
    mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
  else
    mount -t cgroup2 cgroup /sys/fs/cgroup
    mkdir -p /sys/fs/cgroup/init
    echo $$ > /sys/fs/cgroup/init/cgroup.procs
    for one in $(cat /sys/fs/cgroup/cgroup.controllers); do echo "+$one" > /sys/fs/cgroup/cgroup.subtree_control; done
  fi
  modprobe -a overlay fuse tun bridge br_netfilter veth vxlan nf_tables nf_nat nft_compat nft_chain_nat nft_masq xt_MASQUERADE xt_addrtype \
    xt_conntrack xt_nat ip_vs dummy 2> /dev/null
  rmmod dummy 2> /dev/null
fi
ip link set lo up
hostname machine
cd /job
sh ./collect.sh > /job/collect.log 2>&1
echo $? > /job/status
[ "${1:-}" != here ] || exit 0
sync
umount /job 2> /dev/null || mount -o remount,ro /job
poweroff -f 2> /dev/null || busybox poweroff -f
