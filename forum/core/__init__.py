"""What every domain package stands on: errors, events, ports, markdown, clock, limits. Knows nobody."""
