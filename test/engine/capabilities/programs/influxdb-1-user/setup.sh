rm -rf /var/lib/influxdb
mkdir -p /var/lib/influxdb
cat > /etc/influxdb/influxdb.conf <<'CONF'
reporting-disabled = true
[meta]
  dir = "/var/lib/influxdb/meta"
[data]
  dir = "/var/lib/influxdb/data"
  wal-dir = "/var/lib/influxdb/wal"
CONF
