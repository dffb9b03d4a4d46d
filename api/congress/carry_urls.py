from django.urls import path

from api.congress import carry_views, notice_views

urlpatterns = [
    path("live/<int:session_id>/desk/carry", carry_views.CarryView.as_view()),
    path("live/<int:session_id>/notices", notice_views.NoticesView.as_view()),
    path("live/<int:session_id>/questions/<int:question_id>/notice", notice_views.NoticeView.as_view()),
    path("live/notices/<str:token>", notice_views.NoticeLinkView.as_view()),
]
