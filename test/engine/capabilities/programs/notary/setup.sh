mkdir -p /notary/server
cat > /notary/server/server-config.json <<'CONF'
{
  "server": { "http_addr": ":4443" },
  "trust_service": { "type": "local", "key_algorithm": "ed25519" },
  "logging": { "level": "debug" },
  "storage": { "backend": "memory" }
}
CONF
