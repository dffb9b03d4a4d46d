"""The API below /api/v1/: one include per domain folder."""

from django.urls import include, path

from api.views import NotFoundView, SchemaView

urlpatterns = [
    path("", include("api.congress.urls")),  # first: halls of phones call it, and addresses are tried in turn
    path("", include("api.accounts.urls")),
    path("", include("api.legal.urls")),
    path("", include("api.search.urls")),
    path("", include("api.municipalities.urls")),
    path("", include("api.threads.urls")),
    path("", include("api.practice.urls")),
    path("schema", SchemaView.as_view(), name="schema"),
    path("<path:rest>", NotFoundView.as_view()),
]
