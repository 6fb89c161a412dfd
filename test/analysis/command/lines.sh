#!/usr/bin/env bash
# Lines in the shapes that scripts, instructions and pipelines have; the names are made up where they are not those of public images.
set -euo pipefail

NAME=web
IMAGE="${IMAGE:-acme/web:1.4}"
TAG=2.1
PORT=${PORT:-8080}
DATA_DIR="$HOME/data"
args=(--rm --privileged)

docker run hello-world
docker run --rm hello-world
docker run -it --rm alpine sh
docker run -ti ubuntu:24.04 bash
docker run -dit --name box busybox
docker run -d -p 80:80 nginx
docker run -d -p 8080:80 --name "$NAME" nginx:1.29
docker run --name some-nginx -v /some/content:/usr/share/nginx/html:ro -d nginx
docker run --detach --publish 443:443 --publish 80:80 --publish 22:22 --name gitlab --restart always --volume $GITLAB_HOME/config:/etc/gitlab --shm-size 256m gitlab/gitlab-ce:17.5.0-ce.0
docker run -d --restart unless-stopped -v /var/run/docker.sock:/var/run/docker.sock containrrr/watchtower
docker run -d --name=grafana -p 3000:3000 grafana/grafana-oss
docker run -p 9090:9090 -v /path/to/prometheus.yml:/etc/prometheus/prometheus.yml prom/prometheus
docker run -d --net="host" --pid="host" -v "/:/host:ro,rslave" quay.io/prometheus/node-exporter:latest --path.rootfs=/host
docker run --volume=/:/rootfs:ro --volume=/var/run:/var/run:ro --volume=/sys:/sys:ro --volume=/var/lib/docker/:/var/lib/docker:ro --volume=/dev/disk/:/dev/disk:ro --publish=8080:8080 --detach=true --name=cadvisor --privileged --device=/dev/kmsg gcr.io/cadvisor/cadvisor:v0.49.1
docker run --name some-postgres -e POSTGRES_PASSWORD=mysecretpassword -d postgres
docker run --rm --name pg -e POSTGRES_HOST_AUTH_METHOD=trust -p 127.0.0.1:5432:5432 postgres:17-alpine
docker run --name mysql -e MYSQL_ROOT_PASSWORD="$PASSWORD" -e MYSQL_DATABASE=app -d mysql:8.4 --character-set-server=utf8mb4
docker run -d --name redis -p 6379:6379 redis redis-server --appendonly yes --requirepass "hunter2hunter2"
docker run -d --hostname my-rabbit --name some-rabbit -p 15672:15672 -p 5672:5672 rabbitmq:4-management
docker run -d -p 9200:9200 -e "discovery.type=single-node" -e xpack.security.enabled=false --ulimit memlock=-1:-1 --ulimit nofile=65536:65536 elasticsearch:9.1.0
docker run -d -p 27017:27017 --name m1 mongo --replSet rs0
docker run -d --name minio -p 9000:9000 -p 9001:9001 -v minio:/data quay.io/minio/minio server /data --console-address ":9001"
docker run --cap-add=NET_ADMIN --cap-add=SYS_MODULE -e TZ=Etc/UTC -v /lib/modules:/lib/modules -p 51820:51820/udp --sysctl="net.ipv4.conf.all.src_valid_mark=1" --restart unless-stopped lscr.io/linuxserver/wireguard:latest
docker run -it --rm --cap-add=NET_ADMIN --device=/dev/net/tun -e VPN_SERVICE_PROVIDER=acme qmcgaw/gluetun
docker run -d --name pihole -p 53:53/tcp -p 53:53/udp -p 80:80 -e TZ="America/Chicago" -e WEBPASSWORD=secretpw -v "$(pwd)/etc-pihole:/etc/pihole" --dns=127.0.0.1 --dns=1.1.1.1 --hostname pi.hole pihole/pihole:latest
docker run --gpus all nvidia/cuda:12.6.0-base-ubuntu24.04 nvidia-smi
docker run --gpus '"device=0,1"' --ipc=host --ulimit memlock=-1 --ulimit stack=67108864 -it --rm nvcr.io/nvidia/pytorch:24.10-py3
docker run --runtime=nvidia -e NVIDIA_VISIBLE_DEVICES=all -d -v ollama:/root/.ollama -p 11434:11434 --name ollama ollama/ollama
docker run -d -p 3000:8080 --add-host=host.docker.internal:host-gateway -v open-webui:/app/backend/data --restart always ghcr.io/open-webui/open-webui:main
docker run --privileged --rm tonistiigi/binfmt --install all
docker run --rm --privileged multiarch/qemu-user-static --reset -p yes
docker run --privileged --name dind -d docker:28-dind
docker run --privileged -d --name dind --network net --network-alias docker -e DOCKER_TLS_CERTDIR=/certs -v certs-ca:/certs/ca docker:dind
docker run --rm -it -v /var/run/docker.sock:/var/run/docker.sock -v "$HOME/.docker:/root/.docker:ro" wagoodman/dive "$IMAGE"
docker run --rm -v /var/run/docker.sock:/var/run/docker.sock aquasec/trivy image "$IMAGE"
docker run -v "$PWD:/src" -w /src --rm node:22 npm test
docker run --rm -v "$(pwd)":/app -w /app composer install
docker run --rm -v `pwd`:/work -u $(id -u):$(id -g) pandoc/core README.md -o README.pdf
docker run --rm -u "$(id -u):$(id -g)" -v "${PWD}:/local" openapitools/openapi-generator-cli generate -i /local/api.yaml
docker run --rm -it -v ${PWD}:/zap/wrk/:rw -t ghcr.io/zaproxy/zaproxy:stable zap-baseline.py -t https://example.com
docker run --rm -i hadolint/hadolint < Dockerfile
cat Dockerfile | docker run --rm -i hadolint/hadolint hadolint -
docker run --rm --network none -v "$PWD:/mnt:ro" koalaman/shellcheck:v0.10.0 script.sh
docker run --rm --mount type=bind,source="$(pwd)",target=/data,readonly alpine ls /data
docker run --mount type=volume,src=vol,dst=/data,volume-opt=type=nfs busybox
docker run -d --mount type=tmpfs,destination=/run,tmpfs-size=64m,tmpfs-mode=1770 nginx:1.29
docker run --mount 'type=bind,src=/etc,dst=/host/etc,bind-propagation=rshared' alpine
docker run --tmpfs /run:rw,noexec,nosuid,size=65536k my_image
docker run --read-only --tmpfs /tmp --cap-drop=all --security-opt=no-new-privileges:true --user 1000 "$IMAGE"
docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined --cap-add=SYS_PTRACE -it gcc:14 gdb
docker run --security-opt="no-new-privileges" --security-opt "label=type:svirt_apache_t" httpd:2.4
docker run --security-opt seccomp=./profile.json alpine
docker run --security-opt systempaths=unconfined --security-opt label:disable fedora:41
docker run -m 512m --memory-swap 1g --cpus=1.5 --pids-limit 100 acme/worker:$TAG
docker run --memory=4g --memory-reservation=2g --oom-kill-disable --oom-score-adj=-500 acme/worker:"$TAG"
docker run --cpuset-cpus 0,1 --cpu-shares 512 --cpu-quota=50000 acme/worker
docker run --userns=host --uts=host --ipc=host --pid=host --network=host --cgroupns=host acme/agent:7
docker run --pid=container:web --net=container:web --cap-add SYS_PTRACE -it nicolaka/netshoot
docker run -v /dev:/dev --device-cgroup-rule='c 189:* rmw' acme/adb
docker run --device /dev/snd --device=/dev/dri:/dev/dri --group-add audio --group-add video -e DISPLAY=$DISPLAY -v /tmp/.X11-unix:/tmp/.X11-unix acme/gui
docker run -it -e SSH_AUTH_SOCK=/ssh-agent -v $SSH_AUTH_SOCK:/ssh-agent -v ~/.ssh/known_hosts:/root/.ssh/known_hosts:ro alpine/git clone git@example.com:a/b
docker run -v ~/.aws:/root/.aws:ro -e AWS_PROFILE amazon/aws-cli s3 ls
docker run --rm -v ~/.config/gcloud:/root/.config/gcloud google/cloud-sdk:slim gcloud auth list
docker run --rm -e KUBECONFIG=/kube/config -v $HOME/.kube:/kube bitnami/kubectl get pods
docker run --env-file .env --env NODE_ENV=production --label com.example.team=web -l a=b "$IMAGE"
docker run --label-file ./labels --annotation a=b --log-driver json-file --log-opt max-size=10m "$IMAGE"
docker run --entrypoint "" "$IMAGE" sh -c 'id && ls -la'
docker run --entrypoint=/bin/sh "$IMAGE" -c "echo \"\$HOME\""
docker run --health-cmd 'curl -f http://localhost || exit 1' --health-interval=30s --health-retries=3 "$IMAGE"
docker run --no-healthcheck --init --stop-signal SIGINT --stop-timeout 5 "$IMAGE"
docker run --volumes-from data:ro --link db:db --expose 9000 "$IMAGE"
docker run --cidfile=/tmp/cid --platform linux/arm64 --pull=always --quiet "$IMAGE"
docker run --network my-net --network-alias api --ip 172.20.0.5 --mac-address 02:42:ac:11:00:02 "$IMAGE"
docker run -P --publish-all=true "$IMAGE"
docker run -p "[::1]:8080:80" -p 8443:443/tcp -p 7000-7010:7000-7010 "$IMAGE"
docker run -p "$PORT":80 -p 127.0.0.1:${PORT}:81 "$IMAGE"
docker run -p0.0.0.0:2375:2375 -vdata:/data -eA=b -w/app -m64m "$IMAGE"
docker run -itu root -hbox -l x "$IMAGE"
docker run -it=false --tty=false "$IMAGE"
docker run "${args[@]}" "$IMAGE"
docker run "$@"
docker run $DOCKER_OPTS "$IMAGE" "$@"
docker run ${EXTRA_ARGS:-} --rm "$IMAGE"
docker run ${VERBOSE:+-e VERBOSE=1} "$IMAGE"
docker run $(cat flags) "$IMAGE"
docker run --rm $IMAGE:$TAG
docker run --rm "$REGISTRY/$NAME:$TAG"
docker run --rm "${REGISTRY:-docker.io}/library/alpine:${ALPINE:-3.22}"
docker create --name extract "$IMAGE"
docker create -v /data --name store busybox /bin/true
docker container run --rm alpine true
docker container create --privileged alpine
docker --context remote run alpine
docker -H ssh://root@host run alpine
docker -H tcp://10.0.0.5:2375 run -d alpine
docker --host=tcp://10.0.0.5:2376 --tlsverify run -d alpine
docker --config /tmp/cfg --log-level debug run alpine
DOCKER_HOST=tcp://192.168.1.4:2375 docker run alpine
DOCKER_BUILDKIT=1 sudo -E docker run alpine
sudo docker run --rm alpine
sudo -u deploy docker run --rm alpine
doas docker run alpine
exec docker run --rm -i alpine "$@"
command docker run alpine
env A=b docker run -e A alpine
time docker run --rm alpine
nohup docker run alpine &
timeout 30 docker run --rm alpine sleep 60
/usr/bin/docker run alpine
if docker run --rm alpine true; then echo yes; fi
docker run --rm alpine true && docker run --rm alpine false || docker run --rm busybox
id=$(docker run -d --rm nginx)
container="$(docker create "$IMAGE")"
for v in 3.20 3.21; do docker run --rm alpine:$v true; done
while ! docker run --rm --network net alpine nc -z db 5432; do sleep 1; done
case "$1" in up) docker run -d nginx:1.29 ;; esac
start() { docker run -d --name "$1" --restart=always "$IMAGE"; }
( cd sub && docker run -v "$PWD":/x alpine )
{ docker run alpine; } > out 2>&1
bash -c "docker run --privileged alpine"
bash -c 'docker run -v /:/host alpine chroot /host'
ssh host docker run --privileged alpine
ssh host "docker run --privileged alpine"
echo docker run --privileged alpine
docker run --rm alpine sh -c "docker run --privileged alpine"
trap 'docker rm -f x' EXIT
eval "docker run --rm alpine"
xargs -n1 docker run --rm < images
docker run \
  --detach \
  --name api \
  --restart unless-stopped \
  -p 8000:8000 \
  -e DATABASE_URL=postgres://app:s3cretpass@db/app \
  -v api-data:/data \
  acme/api:3.2
docker run -d \
    --name=plex --net=host \
    -e PUID=1000 -e PGID=1000 \
    -v /path/to/library:/config -v /path/to/tv:/tv \
    --restart unless-stopped \
    lscr.io/linuxserver/plex:latest \
    --flag-of-the-program
docker run -d \
  -v "$DATA_DIR":/data \
  -v $DATA_DIR/conf:/conf:ro \
  $IMAGE
podman run -d --name web -p 8080:80 docker.io/library/nginx:1.29
podman run --rm -it --userns=keep-id -v "$PWD:/src:Z" fedora:41
podman run --pod mypod -d alpine sleep 1d
podman run --cap-add NET_ADMIN,NET_RAW --cap-drop all --security-opt unmask=ALL alpine
podman run --privileged --systemd=always --tmpfs /run fedora:41 /sbin/init
podman run -v /run/user/1000/podman/podman.sock:/run/podman.sock:z quay.io/podman/stable
podman --remote --url unix:///run/podman.sock run alpine
podman run --secret db,type=env,target=PASSWORD --env-host --http-proxy=false alpine
podman container run --replace --name x --read-only --read-only-tmpfs=false alpine
podman create --pids-limit -1 --gidmap 0:1:1000 --uidmap 0:1:1000 alpine
nerdctl run -d --name nginx -p 80:80 nginx:alpine
nerdctl --namespace k8s.io run --rm -it --net host alpine
nerdctl run --security-opt privileged-without-host-devices --privileged alpine
$DOCKER run --rm --privileged alpine
"${CONTAINER_ENGINE}" run --rm -v /:/host alpine
${DOCKER:-docker} run --rm alpine
docker run --unknown-flag alpine
docker run --unknown-flag value --privileged alpine
docker run --unknown=value --privileged alpine
docker run -X --privileged alpine
docker run --privileged false alpine
docker run --
docker run -- alpine --privileged
docker run --name
docker run -v
docker run --mount
docker run --mount type=bind,src=/ alpine
docker run --mount "type=bind,,=,src" alpine
docker run -v : alpine
docker run -v :: alpine
docker run -p : alpine
docker run -p abc:def alpine
docker run --gpus "" alpine
docker run --ulimit = alpine
docker run --device : alpine
docker run --network= alpine
docker run -e =x alpine
docker run --memory lots --cpus many --pids-limit few alpine
docker run ""
docker run "$(
  cat image
)"
docker run {a,b} c
docker run -v {/a,/b}:/c alpine
docker run "unclosed alpine
