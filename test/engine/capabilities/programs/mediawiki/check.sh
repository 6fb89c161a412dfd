ask() { curl --silent --fail --cookie /dev/shm/cookies --cookie-jar /dev/shm/cookies http://127.0.0.1/api.php "$@"; }
token=$(ask --data 'action=query&meta=tokens&format=json' | grep -o '"csrftoken":"[^"]*"' | cut -d '"' -f 4 | tr -d '\\')
ask --data 'action=edit&format=json&title=Starts' --data-urlencode "appendtext=$1 " --data-urlencode "token=$token\\" | grep -q Success
ask --data 'action=parse&page=Starts&prop=wikitext&format=json' | grep -q '"wikitext":.*1'
runs_as 33 apache2
