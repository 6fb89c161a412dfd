mkdir -p /var/lib/registry
cat > /etc/docker/registry/config.yml <<'CONF'
version: 0.1
storage:
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: :5000
CONF
