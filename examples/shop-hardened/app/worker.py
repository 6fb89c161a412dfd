"""Waits for orders."""

import time

while True:
    time.sleep(60)
