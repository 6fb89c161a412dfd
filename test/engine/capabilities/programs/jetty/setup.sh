rm -rf /var/lib/jetty9 /var/log/jetty9 /var/cache/jetty9
mkdir -p /var/lib/jetty/webapps/root /tmp/jetty /run/jetty
cd /var/lib/jetty
java -jar /usr/share/jetty9/start.jar jetty.home=/usr/share/jetty9 --create-startd --add-to-start=server,http,deploy,ext,resources
echo hello > webapps/root/index.html
chown -R jetty:jetty /var/lib/jetty /tmp/jetty /run/jetty
rm -rf /tmp/hsperfdata_root
