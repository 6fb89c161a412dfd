query() { psql --no-psqlrc --quiet --tuples-only --no-align -h /var/run/postgresql -U postgres -c "$1"; }
query 'CREATE EXTENSION IF NOT EXISTS timescaledb; CREATE TABLE IF NOT EXISTS starts (at timestamptz NOT NULL)'
query "SELECT create_hypertable('starts', 'at', if_not_exists => true)" >/dev/null
query 'INSERT INTO starts VALUES (now())'
[ "$(query 'SELECT count(*) FROM starts')" -ge "$1" ]
runs_as 70 postgres
