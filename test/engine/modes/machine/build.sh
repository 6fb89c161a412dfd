#!/bin/sh
# Builds a small machine that QEMU runs, with container engines in it, from Debian's packages alone. As root, on Debian.
#   build.sh DIR SUITE PACKAGE,...     writes DIR/root.img, DIR/vmlinuz and DIR/initrd.gz
# What lies in DIR/tools is put into the machine as /tools.
set -eu
directory=$1 suite=$2 packages=$3
here=$(cd "$(dirname "$0")" && pwd)
for program in debootstrap qemu-system-x86_64 cpio mkfs.ext4 debugfs xz; do
  command -v "$program" > /dev/null || missing=yes
done
[ -e /bin/busybox ] && [ -z "${missing:-}" ] || {
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends debootstrap qemu-system-x86 busybox-static cpio e2fsprogs xz-utils
}
mkdir -p "$directory"
root=$directory/root
mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/ 2> /dev/null | head -1 | tr -d ' ')
if [ ! -e "$root/.done" ]; then
  rm -rf "$root"
  debootstrap --variant=minbase --include="linux-image-cloud-amd64,busybox-static,$packages" \
    "$suite" "$root" "${mirror:-http://deb.debian.org/debian}" > "$directory/debootstrap.log" 2>&1
  touch "$root/.done"
fi
install -m 755 "$here/init.sh" "$root/sbin/machine-init"
rm -rf "$root/tools"
[ ! -d "$directory/tools" ] || cp -a "$directory/tools" "$root/tools"

kernel=$(ls -d "$root"/boot/vmlinuz-* | tail -1)
version=${kernel##*/vmlinuz-}
cp "$kernel" "$directory/vmlinuz"

# The first file system: a busybox and the modules that the disk needs.
early=$(mktemp -d)
mkdir -p "$early/bin" "$early/proc" "$early/dev" "$early/new" "$early/lib"
cp "$root/bin/busybox" "$early/bin/busybox"
for applet in sh mount umount insmod switch_root sleep; do ln -s busybox "$early/bin/$applet"; done
modules="virtio virtio_ring virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_blk"
# A module is a plain file or a packed one; one that is missing is part of the kernel.
unpacked() {
  found=$(find "$root/usr/lib/modules/$version" "$root/lib/modules/$version" -name "$1.ko*" 2> /dev/null | head -1)
  [ -n "$found" ] || return 0
  case $found in
    *.xz) xz -dc "$found" ;;
    *.zst) zstd -dc "$found" ;;
    *) cat "$found" ;;
  esac > "$2"
}
for module in $modules; do unpacked "$module" "$early/lib/$module.ko"; done
unpacked dummy "$root/dummy.ko"
cat > "$early/init" << EARLY
#!/bin/sh
mount -t proc proc /proc
mount -t devtmpfs dev /dev
for module in $modules; do [ -f /lib/\$module.ko ] && insmod /lib/\$module.ko; done
sleep 0.3
mount -t ext4 /dev/vda /new && umount /proc && exec switch_root /new /sbin/machine-init
EARLY
chmod +x "$early/init"
(cd "$early" && find . | cpio -o -H newc 2> /dev/null | gzip) > "$directory/initrd.gz"
rm -rf "$early" "$directory/root.img"
mkfs.ext4 -q -F -d "$root" "$directory/root.img" 4G
