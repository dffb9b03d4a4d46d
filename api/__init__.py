"""The REST API: shape in, shape out. Reads through queries, writes through actions."""
