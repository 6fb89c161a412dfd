install --directory --owner varnish /var/lib/varnish
cat > /etc/varnish/default.vcl <<'CONF'
vcl 4.1;
backend default none;
sub vcl_recv { return (synth(200, "hello")); }
CONF
