FROM busybox:bulkhead-probe
USER \
  # a comment between

  5000:\
1
