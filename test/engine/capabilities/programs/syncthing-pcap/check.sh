curl --silent --fail http://127.0.0.1:8384/ | grep -qi syncthing
runs_as 1000 /usr/bin/syncthing
