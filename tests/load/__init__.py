"""Measurements of the live engine. They start processes of their own and are not part of the unit tests."""
