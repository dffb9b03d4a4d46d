"""Addresses of registering."""

from django.urls import path

from api.congress import registration_views as views

urlpatterns = [
    path("congresses/<slug:slug>/registration", views.OwnView.as_view()),
    path("congresses/<slug:slug>/registration/guest", views.GuestView.as_view()),
    path("congresses/<slug:slug>/registration/link", views.LinkView.as_view()),
    path("congresses/<slug:slug>/registration/link/confirm", views.LinkConfirmView.as_view()),
    path("congresses/<slug:slug>/registration/link/change", views.LinkChangeView.as_view()),
    path("congresses/<slug:slug>/registration/link/cancel", views.LinkCancelView.as_view()),
    path("congresses/<slug:slug>/registrations", views.ListView.as_view()),
    path("congresses/<slug:slug>/registrations.csv", views.CsvView.as_view()),
    path("congresses/<slug:slug>/registrations/<int:registration_id>", views.RegistrationRowView.as_view()),
    path("congresses/<slug:slug>/registrations/<int:registration_id>/here", views.HereView.as_view()),
    path("congresses/<slug:slug>/edit/registration", views.RulesView.as_view()),
]
