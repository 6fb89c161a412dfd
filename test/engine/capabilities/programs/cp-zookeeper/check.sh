echo srvr | nc -w 5 127.0.0.1 2181 | grep -q '^Mode: standalone'
runs_as 1000 java
