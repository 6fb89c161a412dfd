#!/bin/sh
# Runs WORK/collect.sh with the programs of a machine that build.sh made, on the kernel of this one: in namespaces of its own, as root. It takes minutes
# where QEMU takes an hour, and has the cgroups and the security modules of this kernel.
#   run-here.sh MACHINE WORK
set -eu
machine=$(realpath "$1") work=$(realpath "$2")
scratch=$(mktemp -d -p "$machine")
trap 'rm -rf --one-file-system "$scratch"' EXIT
mkdir "$scratch/upper" "$scratch/work" "$scratch/root" "$scratch/docker" "$scratch/containers"
rm -f "$work/status"
export scratch machine work
timeout --kill-after=10 "${LIMIT:-3600}" unshare --mount --pid --net --uts --ipc --fork --kill-child --propagation private sh -eu -c '
mount -t overlay overlay -o "lowerdir=$machine/root,upperdir=$scratch/upper,workdir=$scratch/work" "$scratch/root"
cd "$scratch/root"
mount -t proc proc proc
mount -t sysfs sys sys
mount --rbind /sys/fs/cgroup sys/fs/cgroup
mount --rbind /dev dev
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
mkdir -p job var/lib/docker var/lib/containers
mount --bind "$work" job
mount --bind "$scratch/docker" var/lib/docker
mount --bind "$scratch/containers" var/lib/containers
install -m 755 "$1" sbin/machine-init
mkdir -p before
# A process in a changed root may make no user namespaces, one in a root of its own may.
pivot_root . before
cd /
umount -l /before
mount --make-rshared /
exec /sbin/machine-init here
' sh "$(dirname "$0")/init.sh" < /dev/null > "$work/console.txt" 2>&1 || true
[ -f "$work/status" ] || {
  tail -5 "$work/console.txt" >&2
  exit 125
}
exit "$(cat "$work/status")"
