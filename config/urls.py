"""All addresses: health, sign-in, API, and for everything else the page shell."""

from django.urls import include, path, re_path

from api.shell.views import offline, page
from config.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("_allauth/", include("allauth.headless.urls")),
    path("api/v1/", include("api.urls")),
    path("offline", offline),
    re_path(r"^(?P<path>(?!api/|_allauth/|_app/|ws/).*)$", page, name="page"),
]
