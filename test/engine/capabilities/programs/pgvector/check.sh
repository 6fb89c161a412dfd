query() { psql --no-psqlrc --quiet --tuples-only --no-align -h /var/run/postgresql -U postgres -c "$1"; }
query "CREATE EXTENSION IF NOT EXISTS vector; CREATE TABLE IF NOT EXISTS places (at vector(2)); INSERT INTO places VALUES ('[1,2]')"
[ "$(query "SELECT count(*) FROM places WHERE at <-> '[1,2]' = 0")" -ge "$1" ]
runs_as 999 postgres
