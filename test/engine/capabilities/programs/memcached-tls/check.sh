ask() { (printf 'set a 0 0 1\r\n1\r\nget a\r\n'; sleep 1; printf 'quit\r\n') | timeout 5 openssl s_client -quiet -verify_return_error -CAfile /tls/cert.pem -connect 127.0.0.1:11211; }
ask 2>/dev/null | grep -q '^VALUE a'
runs_as 11211 memcached
