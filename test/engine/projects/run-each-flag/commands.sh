set -e
IMAGE=busybox:bulkhead-probe
docker network create --subnet 10.91.7.0/24 bulkhead-each-net >&2
docker network create --ipv6 --subnet 10.91.8.0/24 --subnet fd00:91::/64 bulkhead-each-six >&2

# Names, hosts and addresses.
docker run -d --name add-host --add-host db.test:10.0.0.1 --add-host host.docker.internal:host-gateway $IMAGE
docker run -d --name dns --dns 10.0.0.53 --dns-opt ndots:2 --dns-option timeout:3 --dns-search example.test $IMAGE
docker run -d --name hostname -h web --domainname example.test $IMAGE
docker run -d --name ip --network bulkhead-each-net --ip 10.91.7.9 --network-alias a --net-alias b $IMAGE
docker run -d --name ip6 --network bulkhead-each-six --ip6 fd00:91::9 $IMAGE
docker run -d --name link-local-ip --network bulkhead-each-net --link-local-ip 169.254.9.9 $IMAGE
docker run -d --name link --link bulkhead-neighbour:other $IMAGE
docker run -d --name mac-address --mac-address 02:42:ac:11:00:99 $IMAGE
docker run -d --name net --net none $IMAGE

# Ports.
docker run -d --name publish --publish 127.0.0.1:18190:80 -p 18191:81/udp -p 82 $IMAGE
docker run -d --name publish-all -P --expose 80 --expose 90-91/udp --publish 18192:80 $IMAGE
docker run -d --name expose --expose 8080 $IMAGE

# What runs, and how it is looked after.
docker run -d --name env --env A=1 -e B=2 -e EMPTY= -eC=3 $IMAGE
docker run -d --name env-file --env-file ./variables.env -e A=line $IMAGE
docker run -d --name entrypoint --entrypoint /probe $IMAGE
docker run -d --name workdir -w /tmp $IMAGE
docker run -d --name health --health-cmd "true" --health-interval 50s --health-retries 4 --health-timeout 7s \
  --health-start-period 9s --health-start-interval 3s $IMAGE
docker run -d --name no-healthcheck --no-healthcheck $IMAGE
docker run -d --name restart --restart on-failure:3 $IMAGE
docker run -d --name rm --rm $IMAGE
docker run -d --name stop --stop-signal SIGINT --stop-timeout 3 $IMAGE
docker run -d --name label -l a=b --label c --label-file ./labels.txt --annotation d=e $IMAGE
docker run -d --name log --log-driver json-file --log-opt max-size=1m --log-opt max-file=2 $IMAGE
docker run -d --name cidfile --cidfile ./identity $IMAGE
docker run -d --name pull --pull never -q --platform linux/amd64 --disable-content-trust $IMAGE
docker run -d --name runtime --runtime runc $IMAGE
docker run -d --name isolation --isolation default $IMAGE

# The terminal.
docker run -dit --name terminal --detach-keys ctrl-x --sig-proxy=false $IMAGE
docker create -a stdout --name attach $IMAGE >&2
docker start attach

# Memory.
docker run -d --name memory-swap --memory=64m --memory-swap 128m --memory-swappiness 10 $IMAGE
docker run -d --name memory-swap-none -m 64m --memory-swap -1 $IMAGE
docker run -d --name memory-reservation --memory-reservation 32m --kernel-memory 64m $IMAGE
docker run -d --name oom --memory 64m --oom-kill-disable --oom-score-adj 300 $IMAGE
docker run -d --name shm-size --shm-size 16m $IMAGE

# Processors.
docker run -d --name cpu-quota --cpu-quota=25000 --cpu-period=50000 $IMAGE
docker run -d --name cpu-shares -c 512 --cpuset-cpus 0 --cpuset-mems 0 $IMAGE
docker run -d --name cgroup-parent --cgroup-parent /bulkhead-parent $IMAGE

# Processes.
docker run -d --name pids-limit --pids-limit 100 $IMAGE
docker run -d --name pids-limit-none --pids-limit -1 $IMAGE

# Devices.
docker run -d --name device-cgroup-rule --device-cgroup-rule "c 42:* rwm" $IMAGE
docker run -d --name blkio --blkio-weight 300 --blkio-weight-device /dev/loop0:300 --device-read-bps /dev/loop0:1mb --device-write-bps /dev/loop0:1mb $IMAGE
docker run -d --name iops --device-read-iops /dev/loop0:100 --device-write-iops /dev/loop0:100 $IMAGE

# Volumes, and those of others.
docker run -d --name volume-driver --volume-driver local -v bulkhead-each-v:/v $IMAGE
docker run -d --name lender -v ./data:/data -v bulkhead-each-v:/v:ro -v /anonymous --tmpfs /t $IMAGE
docker run -d --name volumes-from --volumes-from lender $IMAGE
docker run -d --name volumes-from-read-only --volumes-from lender:ro $IMAGE
docker run -d --name volumes-from-under --volumes-from lender -v bulkhead-each-w:/data $IMAGE
docker run -d --name volumes-from-further --volumes-from volumes-from-under:ro --volumes-from lender $IMAGE
docker run -d --name use-api-socket --use-api-socket $IMAGE
