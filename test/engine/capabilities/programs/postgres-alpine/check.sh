query() { psql --no-psqlrc --quiet --tuples-only --no-align -h /var/run/postgresql -U postgres -c "$1"; }
query 'CREATE TABLE IF NOT EXISTS starts (at int); INSERT INTO starts VALUES (1)'
[ "$(query 'SELECT count(*) FROM starts')" -ge "$1" ]
runs_as 70 postgres
