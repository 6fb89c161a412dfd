ARG BASE=busybox:bulkhead-probe
FROM ${BASE} AS base
ARG UID=3000
FROM base
USER ${UID}:33
