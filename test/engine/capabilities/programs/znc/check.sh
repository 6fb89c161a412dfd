nc -z -w 2 127.0.0.1 6667
runs_as 100 znc
