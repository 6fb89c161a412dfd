nc -z -w 2 127.0.0.1 3333
runs_as 3333 ./eggdrop
