#!/bin/bash
set -e
cd /home/eggdrop/eggdrop
if [ "$(id -u)" = 0 ]; then
  chown -R eggdrop /home/eggdrop/eggdrop .
  exec gosu eggdrop "$0" "$@"
fi
CONFIG=$1
mkdir -p data
if ! [ -e "data/$CONFIG" ]; then
  sed -i -e "s/Lamestbot/$NICK/" eggdrop.conf
  mv eggdrop.conf "data/$CONFIG"
elif [ -e eggdrop.conf ]; then rm eggdrop.conf; fi
ln -sf "/home/eggdrop/eggdrop/data/$CONFIG" "$CONFIG"
if [ -e pid.kept ]; then rm pid.kept; fi
exec ./eggdrop -n -m "$CONFIG"
