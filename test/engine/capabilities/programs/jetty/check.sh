[ "$(curl --silent --fail http://127.0.0.1:8080/index.html)" = hello ]
runs_as 999 java
