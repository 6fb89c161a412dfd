FROM busybox:bulkhead-probe
VOLUME /data /more
VOLUME ["/cache", "/run/x"]
