"""Addresses of making a congress."""

from django.urls import path

from api.congress import editing_views as views

urlpatterns = [
    path("congresses/new", views.NewView.as_view()),
    path("congresses/<slug:slug>/edit", views.EditView.as_view()),
    path("congresses/<slug:slug>/edit/status", views.StatusView.as_view()),
    path("congresses/<slug:slug>/edit/staff", views.StaffView.as_view()),
    path("congresses/<slug:slug>/edit/staff/<int:member_id>", views.StaffMemberView.as_view()),
    path("congresses/<slug:slug>/edit/rooms", views.RoomsView.as_view()),
    path("congresses/<slug:slug>/edit/rooms/<int:room_id>", views.RoomView.as_view()),
    path("congresses/<slug:slug>/edit/sessions", views.PointsView.as_view()),
    path("congresses/<slug:slug>/edit/sessions/<int:session_id>", views.PointView.as_view()),
    path("congresses/<slug:slug>/edit/sessions/<int:session_id>/restore", views.RestoreView.as_view()),
    path("congresses/<slug:slug>/edit/sessions/<int:session_id>/live", views.PointLiveView.as_view()),
    path("congresses/<slug:slug>/edit/shift", views.ShiftView.as_view()),
]
