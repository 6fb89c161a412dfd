query() { psql --no-psqlrc --quiet --tuples-only --no-align -h /var/run/postgresql -U postgres -c "$1"; }
query 'CREATE EXTENSION IF NOT EXISTS postgis; CREATE TABLE IF NOT EXISTS places (at geometry); INSERT INTO places VALUES (ST_MakePoint(1, 2))'
[ "$(query 'SELECT count(*) FROM places WHERE ST_X(at) = 1')" -ge "$1" ]
runs_as 999 postgres
