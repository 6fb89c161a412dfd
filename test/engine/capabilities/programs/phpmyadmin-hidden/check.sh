[ -s /etc/phpmyadmin/config.secret.inc.php ]
curl --silent --fail --location http://127.0.0.1/index.php | grep -q pma_username
if curl --silent --head http://127.0.0.1/index.php | grep -qi x-powered-by; then exit 1; fi
runs_as 33 apache2
