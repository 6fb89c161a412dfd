#!/bin/sh
set -e
template_dir=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
output_dir=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}
if [ -d "$template_dir" ]; then
  if [ -w "$output_dir" ]; then
    defined=$(printf '${%s} ' $(awk 'END { for (name in ENVIRON) { print name } }' < /dev/null))
    find "$template_dir" -follow -type f -name '*.template' -print | while read -r template; do
      name=${template#"$template_dir/"}
      envsubst "$defined" < "$template" > "$output_dir/${name%.template}"
    done
  else
    echo "$template_dir exists, but $output_dir is not writable"
  fi
fi
exec "$@"
