curl --silent --fail --globoff 'http://[::1]:8080/' | grep -q adminer.css
curl --silent --fail --globoff 'http://[::1]:8080/adminer.css' --output /dev/null
curl --silent --fail --globoff 'http://[::1]:8080/' --cookie-jar - | grep -q adminer_sid
runs_as 100 php
