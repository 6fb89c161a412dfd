curl --silent --fail http://127.0.0.1:5000/v2/
curl --silent --fail --dump-header - -X POST http://127.0.0.1:5000/v2/kept/blobs/uploads/ | grep -q Location
[ -d /var/lib/registry/docker/registry/v2/repositories/kept ]
runs_as 0 docker-registry
