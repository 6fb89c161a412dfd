curl --silent --fail --location http://127.0.0.1/login.php | grep -qi 'postfix admin'
runs_as 33 apache2
