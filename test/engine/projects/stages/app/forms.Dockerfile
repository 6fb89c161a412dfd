ARG GLOBAL=4100
FROM busybox:bulkhead-probe AS default
ARG WHO
USER ${WHO:-4200:1}

FROM busybox:bulkhead-probe AS alternative
ARG SET=x
USER ${SET:+4300}:${SET+2}

FROM busybox:bulkhead-probe AS parent
ENV WHO=4400 GROUP=3
FROM parent AS inherited
USER ${WHO}:${GROUP}

FROM busybox:bulkhead-probe AS chained
ENV A=45
ENV B=${A}00 A=99
USER $B:${A}

FROM busybox:bulkhead-probe AS global
ARG GLOBAL
USER ${GLOBAL}:4

FROM busybox:bulkhead-probe AS not-taken
USER ${GLOBAL:-4650}:5
