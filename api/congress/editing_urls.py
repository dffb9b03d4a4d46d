"""Addresses of making a congress."""

from django.urls import path

from api.congress import editing_views as views
from api.congress import file_views as files

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
    path("congresses/<slug:slug>/edit/sessions/<int:session_id>/examples", views.ExamplesView.as_view()),
    path("congresses/<slug:slug>/edit/files", files.UploadView.as_view()),
    path("congresses/<slug:slug>/edit/files/order", files.OrderView.as_view()),
    path("congresses/<slug:slug>/edit/files/<int:file_id>", files.EditedFileView.as_view()),
    path("congresses/<slug:slug>/edit/files/<int:file_id>/restore", files.RestoreFileView.as_view()),
    path("congresses/<slug:slug>/edit/files/<int:file_id>/captions/<slug:language>", files.CaptionsView.as_view()),
    path("congresses/<slug:slug>/edit/files/<int:file_id>/poster", files.PosterView.as_view()),
    path(
        "congresses/<slug:slug>/edit/files/<int:file_id>/former/<int:former_id>/restore", files.FormerPartView.as_view()
    ),
    path("congresses/<slug:slug>/edit/shift", views.ShiftView.as_view()),
]
