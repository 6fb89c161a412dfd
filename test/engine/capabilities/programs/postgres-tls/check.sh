query() { psql --no-psqlrc --quiet --tuples-only --no-align -c "$1" "host=127.0.0.1 sslmode=verify-ca sslrootcert=/tls/cert.pem user=postgres"; }
query 'CREATE TABLE IF NOT EXISTS starts (at int); INSERT INTO starts VALUES (1)'
[ "$(query 'SELECT count(*) FROM starts')" -ge "$1" ]
runs_as 999 postgres
