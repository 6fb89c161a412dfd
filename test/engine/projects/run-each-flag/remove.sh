docker network rm --force bulkhead-each-net bulkhead-each-six
docker volume rm --force bulkhead-each-v bulkhead-each-w
