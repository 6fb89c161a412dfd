curl --silent --fail http://127.0.0.1:4443/_notary_server/health
curl --silent --fail http://127.0.0.1:4443/v2/
runs_as 1000 notary-server
