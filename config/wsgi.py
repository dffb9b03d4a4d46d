"""Pages and API for granian (WSGI, threads)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django = get_wsgi_application()

from config.metrics import with_metrics  # noqa: E402 - needs the apps loaded above

application = with_metrics(django)
