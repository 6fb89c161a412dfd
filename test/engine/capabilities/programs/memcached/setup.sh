groupmod --gid 11211 memcache
usermod --uid 11211 memcache
