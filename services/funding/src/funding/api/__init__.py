"""The HTTP face of the funding service: parse, one call, shape."""
