"""The one package that knows every other: settings, addresses, entry points."""
