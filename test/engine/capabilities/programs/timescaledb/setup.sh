install --directory --owner postgres --group postgres --mode 1777 /var/lib/postgresql/data
install --directory --owner postgres --group postgres --mode 3777 /var/run/postgresql
ln -s /usr/lib/postgresql/*/bin/* /usr/local/bin/
