FROM busybox:bulkhead-probe AS base
ONBUILD ARG WHO=5200
ONBUILD USER ${WHO}:1
ONBUILD VOLUME /made
FROM base AS child
FROM child
