FROM busybox:bulkhead-probe
ENV A="40" B='01'
USER "$A"${B}:"5"
