FROM busybox:bulkhead-probe
USER 5300:1
