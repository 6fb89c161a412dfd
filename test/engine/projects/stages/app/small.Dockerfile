from busybox:bulkhead-probe as One
user 5100:1
from one as two
