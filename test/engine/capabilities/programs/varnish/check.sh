curl --silent --fail http://127.0.0.1/ | grep -q hello
runs_as "$(id -u varnish)" varnishd
