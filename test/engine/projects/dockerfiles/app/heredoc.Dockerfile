FROM busybox:bulkhead-probe
COPY <<END /tmp/text
USER root
END
  # USER 0
  USER 3300:1
