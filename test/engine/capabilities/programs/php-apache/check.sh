[ "$(curl --silent --fail http://127.0.0.1/index.php)" = hello ]
runs_as 33 apache2
