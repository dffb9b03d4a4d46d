"""Three ways to tell a thousand sockets the same thing; each runs in a uvicorn process of its own."""
