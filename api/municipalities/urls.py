from django.urls import path

from api.municipalities.views import DirectoryView, MunicipalityView

urlpatterns = [
    path("municipalities", DirectoryView.as_view(), name="municipalities"),
    path("municipalities/<str:ags>", MunicipalityView.as_view(), name="municipality"),
]
