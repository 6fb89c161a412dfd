FROM busybox:bulkhead-probe AS base
USER 3200:1
ONBUILD USER 3201:2
FROM base
