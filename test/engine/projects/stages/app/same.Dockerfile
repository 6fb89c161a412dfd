FROM busybox:bulkhead-probe AS one
USER 5400:1
FROM one AS one
USER 5401:2
FROM one
