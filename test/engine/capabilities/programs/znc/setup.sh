mkdir -p /znc-data
