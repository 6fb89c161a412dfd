[ "$(curl --silent --fail --cacert /tls/cert.pem https://localhost/hello)" = hello ]
runs_as 33 apache2
