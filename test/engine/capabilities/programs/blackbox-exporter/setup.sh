setcap -r /usr/bin/prometheus-blackbox-exporter || true
mkdir -p /etc/blackbox_exporter
cat > /etc/blackbox_exporter/config.yml <<'CONF'
modules:
  http:
    prober: http
    http: { preferred_ip_protocol: ip4 }
  ping:
    prober: icmp
    icmp: { preferred_ip_protocol: ip4, dont_fragment: true }
CONF
