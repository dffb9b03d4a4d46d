"""Addresses of receipts, groups and the podium."""

from django.urls import path

from api.congress import group_views, podium_views, receipt_views

LIVE = "live/<int:session_id>"

urlpatterns = [
    path(f"{LIVE}/receipts", receipt_views.ReceiptsView.as_view()),
    path(f"{LIVE}/receipts/link", receipt_views.ReceiptLinkView.as_view()),
    path(f"{LIVE}/me/group", group_views.OwnGroupView.as_view()),
    path(f"{LIVE}/desk/breakdown", group_views.BreakdownView.as_view()),
    path(f"{LIVE}/podium", podium_views.PodiumView.as_view()),
    path(f"{LIVE}/podium/questions/<int:question_id>/answer", podium_views.PodiumAnswersView.as_view()),
    path(f"{LIVE}/podium/answers/<int:answer_id>", podium_views.PodiumAnswerView.as_view()),
    path(f"{LIVE}/desk/speakers", podium_views.SpeakerLinksView.as_view()),
    path(f"{LIVE}/desk/speakers/<int:speaker_id>/link", podium_views.SpeakerLinkView.as_view()),
]
