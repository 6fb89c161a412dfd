"""The smallest shop that answers."""


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [b"Everything is sold out.\n"]
