set -e
IMAGE=busybox:bulkhead-probe
docker network create bulkhead-run-a >&2
docker network create bulkhead-run-b >&2

docker run -d --name none $IMAGE

# Capabilities.
docker run -d --name cap-add-lower --cap-add cap_net_admin --cap-add=sys_ptrace $IMAGE
docker run -d --name cap-drop-all-add --cap-add CHOWN --cap-drop all --cap-add KILL $IMAGE
docker run -d --name cap-add-all-drop --cap-add ALL --cap-drop SYS_ADMIN $IMAGE
docker run -d --name cap-both-all --cap-add ALL --cap-drop ALL $IMAGE

# --privileged, and what it does to the others.
docker run -d --name privileged-last --privileged --privileged=0 $IMAGE
docker run -d --name privileged-drop --privileged --cap-drop ALL $IMAGE
docker run -d --name privileged-user --privileged --user 1000 $IMAGE
docker run -d --name privileged-profile --privileged --security-opt seccomp=./allow.json $IMAGE

# --security-opt.
docker run -d --name gains-last --security-opt no-new-privileges --security-opt no-new-privileges:false $IMAGE
docker run -d --name seccomp-file --security-opt seccomp=./allow.json $IMAGE
docker run -d --name paths --security-opt systempaths=unconfined $IMAGE

# Namespaces.
docker run -d --name pid-joined --pid=container:bulkhead-neighbour $IMAGE
docker run -d --name ipc-none --ipc none $IMAGE
docker run -d --name net-two --network bulkhead-run-a --network name=bulkhead-run-b,alias=x $IMAGE
docker run -d --name all-host --pid=host --ipc=host --uts=host --network=host --userns=host --cgroupns=host $IMAGE

# Users and groups.
docker run -d --name user-last --user 1000 --user 0 $IMAGE
docker run -d --name user-caps --user 1000 --cap-add NET_ADMIN $IMAGE
docker run -d --name groups --group-add docker --group-add 50 --user 1000 $IMAGE

# Mounts.
docker run -d --name read-only-last --read-only --read-only=false $IMAGE
docker run -d --name tmpfs --read-only --tmpfs /run:size=1m --tmpfs /run:exec --tmpfs /var/tmp $IMAGE
docker run -d --name bind -v ./data:/data -v "$PWD/data/file:/file:ro" $IMAGE
docker run -d --name mount-bind --mount type=bind,src=./data,dst=/data,readonly $IMAGE
docker run -d --name mount-volume --mount src=bulkhead-run-v,dst=/v,readonly=false $IMAGE

# Devices.
docker run -d --name device-read --device=/dev/zero:/dev/z:r $IMAGE

# Limits.
docker run -d --name memory -m 64m --memory-reservation 32m $IMAGE
docker run -d --name cpus --cpus 0.5 $IMAGE
docker run -d --name ulimit --ulimit nofile=1024:2048 --ulimit nofile=512 --ulimit nproc=64 --ulimit core=0 $IMAGE
docker run -d --name sysctl --sysctl net.ipv4.ip_forward=0 --sysctl net.ipv4.ip_forward=1 --sysctl kernel.msgmax=9000 $IMAGE

# Ports.
docker run -d --name port-range -p 18083-18085:83-85 $IMAGE
docker run -d --name port-fields -p published=18086,target=86 $IMAGE

docker run -d --name ended -- $IMAGE
