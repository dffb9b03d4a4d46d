"""What the browser journeys stand on: a running server, watched pages, mails, accessibility checks."""
