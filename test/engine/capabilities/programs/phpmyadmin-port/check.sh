[ -s /etc/phpmyadmin/config.secret.inc.php ]
curl --silent --fail --location http://127.0.0.1:8080/index.php | grep -q pma_username
runs_as 33 apache2
