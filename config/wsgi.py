"""Pages and API for granian (WSGI, threads)."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django = get_wsgi_application()

from config.metrics import with_metrics  # noqa: E402 - these need the apps loaded above
from config.polling import with_polling  # noqa: E402 - likewise

get_resolver().url_patterns  # noqa: B018 - all views are imported now, not while the first people wait
application = with_polling(with_metrics(django))
