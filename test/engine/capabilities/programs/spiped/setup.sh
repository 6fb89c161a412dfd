mkdir -p /spiped
echo key > /spiped/key
