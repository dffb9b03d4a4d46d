from django.urls import path

from api.legal.views import LegalView

urlpatterns = [path("legal/<slug:slug>", LegalView.as_view(), name="legal")]
