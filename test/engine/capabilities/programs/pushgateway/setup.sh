install --directory --owner nobody --group nogroup /pushgateway
