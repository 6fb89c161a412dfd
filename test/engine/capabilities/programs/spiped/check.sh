nc -z -w 2 127.0.0.1 8025
runs_as 0 spiped
