"""The commands behind the Makefile. Set-up and start use Python's standard library alone."""
