"""The page shell: the built fallback page with title, preview, first answers and readable text put in."""
