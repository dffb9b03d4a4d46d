from django.urls import include, path

from api.congress import desk_views, live_views, receipt_views, views
from api.congress import desk_views, live_views, poll_views, views

urlpatterns = [
    path("congresses", views.CongressesView.as_view()),
    path("congresses/next", views.NextView.as_view()),
    path("", include("api.congress.editing_urls")),
    path("", include("api.congress.registration_urls")),
    path("congresses/<slug:slug>", views.CongressView.as_view()),
    path("live/join", live_views.JoinView.as_view()),
    path("live/<int:session_id>/state", live_views.StateView.as_view()),
    path("live/<int:session_id>/me", live_views.PersonalView.as_view()),
    path("live/<int:session_id>/qr.svg", desk_views.QrView.as_view()),
    path("live/<int:session_id>/questions", live_views.QuestionsView.as_view()),
    path("live/<int:session_id>/questions/<int:question_id>/vote", live_views.VoteView.as_view()),
    path("live/<int:session_id>/questions/<int:question_id>/<slug:verb>", live_views.VerbView.as_view()),
    path("live/<int:session_id>/receipts", receipt_views.ReceiptsView.as_view()),
    path("live/<int:session_id>/receipts/link", receipt_views.ReceiptLinkView.as_view()),
    path("live/<int:session_id>/polls", poll_views.PollsView.as_view()),
    path("live/<int:session_id>/polls/<int:poll_id>/ballot", poll_views.BallotView.as_view()),
    path("live/<int:session_id>/polls/<int:poll_id>/edit", poll_views.EditPollView.as_view()),
    path("live/<int:session_id>/polls/<int:poll_id>/duplicate", poll_views.DuplicatePollView.as_view()),
    path("live/<int:session_id>/polls/<int:poll_id>/delete", poll_views.DeletePollView.as_view()),
    path("live/<int:session_id>/polls/<int:poll_id>/move", poll_views.MovePollView.as_view()),
    path("live/<int:session_id>/polls/<int:poll_id>/words", poll_views.WordsView.as_view()),
    path("live/<int:session_id>/polls/<int:poll_id>/<slug:verb>", poll_views.PollVerbView.as_view()),
    path("live/<int:session_id>/desk/state", desk_views.DeskStateView.as_view()),
    path("live/<int:session_id>/desk/open", desk_views.OpenView.as_view()),
    path("live/<int:session_id>/desk/close", desk_views.CloseView.as_view()),
    path("live/<int:session_id>/desk/premoderation", desk_views.PremoderationView.as_view()),
    path("live/<int:session_id>/desk/links", desk_views.LinksView.as_view()),
    path("live/<int:session_id>/stage", desk_views.StageView.as_view()),
    path("live/<int:session_id>/stage/state", desk_views.StageStateView.as_view()),
]
