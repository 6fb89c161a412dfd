#!/bin/bash
set -e
cd /data
setpriv=(/usr/bin/setpriv --reuid redis --regid redis --clear-groups)
bounded_by() { /usr/bin/setpriv -d | grep -q "Capability bounding set:.*\b$1\b"; }

if [ "$(id -u)" = 0 ] && bounded_by setuid && bounded_by setgid; then
  find . -print0 | while IFS= read -r -d '' file; do
    if "${setpriv[@]}" test -r "$file" -a -w "$file"; then continue; fi
    chown redis "$file" || echo "cannot change the owner of $file"
    chmod u+rwX "$file" || echo "cannot change the mode of $file"
  done
  exec "${setpriv[@]}" --nnp --inh-caps=-all --ambient-caps=-all --bounding-set=-all "$0" "$@"
fi
umask 0077
exec "$@"
