FROM busybox:bulkhead-probe AS base
VOLUME /inherited

FROM base
ARG WHERE=/where
VOLUME /data /more
VOLUME ["/cache/", "/run/x", "/data"]
VOLUME ${WHERE}
