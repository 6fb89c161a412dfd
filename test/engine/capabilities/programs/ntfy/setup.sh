rm -rf /var/cache/ntfy; mkdir -p /var/cache/ntfy; rm -f /etc/ntfy/server.yml
