#!/bin/bash
set -e
[ -n "$ZOOKEEPER_CLIENT_PORT" ] || { echo 'one of (ZOOKEEPER_CLIENT_PORT, ZOOKEEPER_SECURE_CLIENT_PORT) is required'; exit 1; }
[ -w /etc/kafka/ ] || { echo 'Command [/usr/local/bin/dub path /etc/kafka/ writable] FAILED !'; exit 1; }
printf '%s\n' dataDir=/var/lib/zookeeper/data dataLogDir=/var/lib/zookeeper/log "clientPort=$ZOOKEEPER_CLIENT_PORT" admin.enableServer=false 4lw.commands.whitelist=srvr > /etc/kafka/zookeeper.properties
exec java -cp '/usr/share/java/zookeeper.jar:/usr/share/java/*' org.apache.zookeeper.server.quorum.QuorumPeerMain /etc/kafka/zookeeper.properties
