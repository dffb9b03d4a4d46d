"""Django's PostgreSQL with a cheaper look at a kept connection before each request."""
