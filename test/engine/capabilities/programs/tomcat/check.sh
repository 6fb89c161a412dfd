[ "$(curl --silent --fail http://127.0.0.1:8080/ | tr -d '\n')" = hello ]
runs_as 0 java
