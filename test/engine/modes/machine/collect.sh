#!/bin/sh
# Runs in the machine: starts the engine of /job/cell, gives it each project below /job/services by itself, and leaves what came of it in /job/said/NAME:
#   up.txt, up.status   what the client said; `refused` is there where no container came to life
#   inspect.json, log.txt, sources.txt   the engine's words, the probe's, and the identity of the mounted files on the host
# KIND is docker, rootless, podman or swarm; DAEMON and ARGUMENTS are the daemon's program and arguments.
. /job/cell
SOCKET=/var/run/docker.sock
# Compose comes with libraries of its own where the release has none.
compose() {
  if [ -e /tools/compose/docker-compose ]; then
    /tools/compose/ld.so --library-path /tools/compose /tools/compose/docker-compose "$@"
  else
    docker-compose "$@"
  fi
}
mkdir -p /job/said /root/bulkhead
echo secret > /root/bulkhead/secret
chmod 700 /root
chmod 600 /root/bulkhead/secret
cp /dummy.ko /job/dummy.ko 2> /dev/null

case $KIND in
  rootless)
    useradd --uid 1000 --create-home person
    echo person:100000:65536 > /etc/subuid
    echo person:100000:65536 > /etc/subgid
    mkdir -p /run/user/1000
    chown -R person /run/user/1000
    export XDG_RUNTIME_DIR=/run/user/1000
    # The network of a rootless engine opens this device as its user.
    mknod -m 666 /run/tun c 10 200
    mount --bind /run/tun /dev/net/tun
    SOCKET=/run/user/1000/docker.sock
    setpriv --reuid 1000 --regid 1000 --clear-groups env HOME=/home/person sh -c "PATH=$PATH:/usr/share/docker.io/contrib dockerd-rootless.sh $ARGUMENTS" > /job/daemon.log 2>&1 &
    ;;
  podman)
    # crun takes no mixed cgroups: of a machine that mounts both versions, the old one is left.
    umount /sys/fs/cgroup/unified 2> /dev/null
    mkdir -p /etc/containers
    printf '[containers]\nlog_driver="k8s-file"\n[engine]\nevents_logger="file"\ncgroup_manager="cgroupfs"\n[network]\nfirewall_driver="none"\n' > /etc/containers/containers.conf
    podman system service --time=0 "unix://$SOCKET" > /job/daemon.log 2>&1 &
    ;;
  *)
    # An emulated machine may be too slow for the daemon's own patience with containerd.
    while :; do
      ${DAEMON:-dockerd} $ARGUMENTS
      sleep 1
    done > /job/daemon.log 2>&1 &
    ;;
esac
export SOCKET DOCKER_HOST="unix://$SOCKET" COMPOSE_PROGRESS=plain
# A client of the engine's own costs an emulated machine seconds each time.
api() { perl /job/api "$@" 2> /dev/null; }
tries=0
until api GET /version > /job/version.json; do
  tries=$((tries + 1))
  [ $tries -lt 240 ] || exit 3
  sleep 0.5
done
api GET /info > /job/info.json
compose version --short > /job/compose.txt 2>&1
podman --version > /job/podman.txt 2>&1
runc --version > /job/runc.txt 2>&1
crun --version > /job/crun.txt 2>&1
sh /job/probe.sh > /job/host.txt 2>&1 < /dev/null &
sleep 3
kill $! 2> /dev/null

image=$(mktemp -d)
mkdir -p "$image/bin" "$image/etc" "$image/tmp" "$image/mnt" "$image/proc" "$image/root"
chmod 755 "$image"
chmod 1777 "$image/tmp"
cp /bin/busybox "$image/bin/busybox"
for name in sh cat stat readlink sleep test cp true unshare mkdir rm; do ln -s busybox "$image/bin/$name"; done
for file in $(ldd /usr/bin/perl | grep -o '/[^ ]*'); do mkdir -p "$image$(dirname "$file")"; cp -L "$file" "$image$file"; done
cp /usr/bin/perl "$image/bin/perl"
cp /job/ask-engine "$image/bin/ask-engine"
cp /job/probe.sh "$image/probe"
cp /job/passwd /job/group "$image/etc/"
chmod 755 "$image/probe" "$image/bin/ask-engine"
tar -C "$image" -c . | docker import --change 'ENTRYPOINT ["/probe"]' - docker.io/library/busybox:bulkhead-probe || exit 4
rm -rf "$image"
[ "$KIND" != swarm ] || docker swarm init --advertise-addr 127.0.0.1 || exit 5

start() {
  if [ "$KIND" = swarm ]; then
    docker stack deploy --detach=true --resolve-image never -c "$1/compose.json" job
  else
    (cd "$1" && compose -p job -f compose.json up --detach --no-color)
  fi
}
# The container of what was started: filters are JSON, in the way of addresses.
container() {
  label=com.docker.compose.project
  [ "$KIND" != swarm ] || label=com.docker.stack.namespace
  api GET "/containers/json?all=1&filters=%7B%22label%22%3A%5B%22$label%3Djob%22%5D%7D" | grep -o '"Id":"[0-9a-f]*"' | head -1 | cut -d '"' -f 4
}
stop() {
  if [ "$KIND" = swarm ]; then
    docker stack rm job
    tries=0
    while [ -n "$(container)" ] && [ $tries -lt 40 ]; do tries=$((tries + 1)); sleep 0.5; done
    docker rm --force $(docker ps --all --quiet)
  else
    # Podman waits for what it is only told to remove.
    api POST "/containers/$1/kill"
    api DELETE "/containers/$1?force=true&v=true"
  fi > /dev/null 2>&1
}

for directory in /job/services/*; do
  name=${directory##*/}
  said=/job/said/$name
  mkdir -p "$said"
  cp /job/allow.json /job/dummy.ko "$directory/" 2> /dev/null
  start "$directory" > "$said/up.txt" 2>&1
  echo $? > "$said/up.status"
  id=
  tries=0
  while [ $tries -lt 60 ]; do
    id=$(container)
    [ -n "$id" ] && api GET "/containers/$id/json" | grep -q '"Running": *true' && break
    [ "$(cat "$said/up.status")" = 0 ] || break
    tries=$((tries + 1))
    sleep 0.5
  done
  tries=0
  while [ -n "$id" ] && [ $tries -lt 40 ]; do
    api GET "/containers/$id/logs?stdout=true" > "$said/log.txt"
    grep -q '^== end' "$said/log.txt" && break
    tries=$((tries + 1))
    sleep 0.5
  done
  if [ -n "$id" ] && grep -q '^== end' "$said/log.txt"; then
    api GET "/containers/$id/json" > "$said/inspect.json"
    grep -o '"Source": *"[^"]*"' "$said/inspect.json" | cut -d '"' -f 4 | while read -r source; do
      [ ! -e "$source" ] || stat -L -c '%d:%i %n' "$source"
    done > "$said/sources.txt" 2> /dev/null
  else
    [ "$KIND" != swarm ] || docker service ps --no-trunc --format '{{.CurrentState}} {{.Error}}' "job_$name" >> "$said/up.txt" 2>&1
    touch "$said/refused"
  fi
  [ -z "$id" ] && [ "$KIND" != swarm ] || stop "$id"
done
exit 0
