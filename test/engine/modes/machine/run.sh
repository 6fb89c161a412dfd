#!/bin/sh
# Runs WORK/collect.sh in a machine that build.sh made, and brings back what it leaves in /job.
#   run.sh MACHINE WORK     LIMIT: seconds
set -eu
machine=$(realpath "$1") work=$(realpath "$2")
disk=$(mktemp --suffix=.img) root=$(mktemp --suffix=.img) back=$(mktemp -d)
trap 'rm -rf "$disk" "$root" "$back"' EXIT
rm -f "$work/status"
mkfs.ext4 -q -F -d "$work" "$disk" 1G
cp --sparse=always "$machine/root.img" "$root"
# The machine is emulated by one thread on purpose: with KVM it hangs, and with more threads it panics, where the host is a guest itself.
timeout "${LIMIT:-3600}" qemu-system-x86_64 -accel tcg,thread=single -smp 1 -cpu max -m 2048 -nographic -no-reboot -nic none \
  -device virtio-rng-pci -drive "file=$root,if=virtio,format=raw,cache=unsafe" -drive "file=$disk,if=virtio,format=raw,cache=unsafe" \
  -kernel "$machine/vmlinuz" -initrd "$machine/initrd.gz" \
  -append "console=ttyS0 quiet panic=-1 mitigations=off tsc=unstable random.trust_cpu=on" < /dev/null > "$work/console.txt" 2>&1 || true
debugfs -R "rdump / $back" "$disk" > /dev/null 2>&1
rm -rf "$back/lost+found"
cp -a "$back/." "$work/"
[ -f "$work/status" ] || {
  tail -5 "$work/console.txt" >&2
  echo "the machine did not come to its end" >&2
  exit 125
}
exit "$(cat "$work/status")"
