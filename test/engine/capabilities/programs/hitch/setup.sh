rm -rf /etc/hitch/testcert.pem
mkdir -p /etc/hitch
openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=localhost -keyout /tmp/key -out /tmp/cert
cat /tmp/key /tmp/cert > /etc/hitch/testcert.pem
rm /tmp/key /tmp/cert
chmod 600 /etc/hitch/testcert.pem
user=$(getent passwd | cut -d: -f1 | grep -x '_\?hitch' | head -n 1)
cat > /etc/hitch/hitch.conf <<CONF
frontend = "[*]:443"
backend = "[127.0.0.1]:8443"
workers = 2
daemon = off
user = "$user"
group = "$user"
pem-file = "/etc/hitch/testcert.pem"
CONF
