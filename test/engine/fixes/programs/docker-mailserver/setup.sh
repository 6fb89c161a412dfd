rm -f /etc/fail2ban/jail.d/*
touch /var/log/mail.log
cat > /etc/fail2ban/jail.local <<'CONF'
[DEFAULT]
banaction = nftables-multiport
[custom]
enabled = true
filter = postfix
logpath = /var/log/mail.log
port = smtp
CONF
