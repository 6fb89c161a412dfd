rm -rf /var/lib/prometheus
