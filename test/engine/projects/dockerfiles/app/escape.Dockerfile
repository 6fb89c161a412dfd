# escape=`
FROM busybox:bulkhead-probe
USER `
3400:`
1
