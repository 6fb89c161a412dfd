#!/bin/sh
set -e
if [ -n "${NGINX_ENTRYPOINT_WORKER_PROCESSES_AUTOTUNE:-}" ]; then
  if touch /etc/nginx/nginx.conf 2>/dev/null; then
    sed -i.bak -r "s/^(worker_processes)(.*)$/# Commented out at $(date)\n#\1\2\n\1 $(getconf _NPROCESSORS_ONLN);/" /etc/nginx/nginx.conf
  else
    echo 'cannot modify /etc/nginx/nginx.conf'
  fi
fi
exec "$@"
