mkdir -p /prometheus
chown nobody:nogroup /prometheus
