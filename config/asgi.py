"""WebSockets, and in the single local process pages and API as well, for uvicorn."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
http = get_asgi_application()

from realtime.application import make_application  # noqa: E402 - needs the apps loaded above

application = make_application(http)
