from django.urls import path

from api.congress import carry_views, notice_views

urlpatterns = [
    path("live/<int:session_id>/desk/carry", carry_views.CarryView.as_view()),
    path("live/<int:session_id>/notices", notice_views.NoticesView.as_view()),
    path("live/<int:session_id>/questions/<int:question_id>/notice", notice_views.NoticeView.as_view()),
    path("live/notices/link", notice_views.NoticeLinkView.as_view()),
    path("live/notices/link/confirm", notice_views.NoticeConfirmView.as_view()),
    path("live/notices/link/stop", notice_views.NoticeStopView.as_view()),
]
