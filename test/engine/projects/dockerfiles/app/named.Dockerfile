FROM busybox:bulkhead-probe
USER root:staff
