echo | timeout 5 openssl s_client -connect 127.0.0.1:443 2>/dev/null | grep -q 'BEGIN CERTIFICATE'
runs_as "$(id -u _hitch 2>/dev/null || id -u hitch)" hitch
