"""WebSockets, and in the single local process pages, API and static files as well, for uvicorn."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django = get_asgi_application()

from config.metrics import with_engine_metrics  # noqa: E402 - these need the apps loaded above
from config.static import with_frontend  # noqa: E402 - likewise
from forum.core.upkeep import keep_up  # noqa: E402 - likewise
from realtime.application import make_application  # noqa: E402 - likewise

application = make_application(with_engine_metrics(with_frontend(django, settings.FRONTEND_DIR)))

if not settings.PRODUCTION:
    keep_up()  # where no worker runs, this process does what is due
