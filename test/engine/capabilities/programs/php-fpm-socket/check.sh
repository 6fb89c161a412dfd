SCRIPT_NAME=/ping SCRIPT_FILENAME=/ping REQUEST_METHOD=GET cgi-fcgi -bind -connect /tmp/php-fpm.sock | grep -q pong
runs_as 33 'php-fpm: pool'
