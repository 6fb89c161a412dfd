install --directory --owner redis --group redis /data
