docker network rm --force bulkhead-run-a bulkhead-run-b
docker volume rm --force bulkhead-run-v
