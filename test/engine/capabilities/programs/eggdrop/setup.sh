mkdir -p /home/eggdrop/eggdrop/data
cp -rL /usr/share/eggdrop/. /home/eggdrop/eggdrop/
cp -r /usr/lib/eggdrop/. /home/eggdrop/eggdrop/ || true
ln -sf "$(command -v eggdrop)" /home/eggdrop/eggdrop/eggdrop
cat > /home/eggdrop/eggdrop/eggdrop.conf <<'CONF'
set nick "Lamestbot"
set botnet-nick "kept"
set mod-path "/usr/lib/eggdrop/modules"
set userfile "data/eggdrop.user"
set chanfile "data/eggdrop.chan"
set pidfile "pid.kept"
set owner "kept"
listen 3333 all
loadmodule blowfish
set servers { 127.0.0.1:6667 }
CONF
chown -R eggdrop:eggdrop /home/eggdrop
