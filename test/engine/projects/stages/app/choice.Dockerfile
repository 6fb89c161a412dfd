ARG KIND=first
FROM busybox:bulkhead-probe AS first
USER 4801:1
FROM busybox:bulkhead-probe AS second
USER 4802:2
FROM ${KIND}
