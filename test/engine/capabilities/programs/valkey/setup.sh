install --directory --owner valkey --group valkey /data
