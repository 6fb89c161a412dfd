if [ "$1" -gt 1 ]; then [ -e /var/www/html/wp-content/kept ]; fi
[ "$(curl --silent --fail http://127.0.0.1/index.php)" = 'hello kept' ]
[ -e /var/www/html/wp-content/kept ]
runs_as 33 apache2
