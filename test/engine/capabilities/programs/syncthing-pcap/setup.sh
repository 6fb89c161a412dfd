mkdir -p /var/syncthing
