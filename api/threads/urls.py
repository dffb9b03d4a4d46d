from django.urls import path

from api.threads import post_views, views

urlpatterns = [
    path("categories", views.CategoriesView.as_view(), name="categories"),
    path("threads", views.ThreadsView.as_view(), name="threads"),
    path("threads/overview", views.OverviewView.as_view(), name="forum-overview"),
    path("threads/similar", views.SimilarView.as_view(), name="similar-threads"),
    path("threads/identities", views.IdentitiesView.as_view(), name="identity-options"),
    path("threads/read", post_views.AllReadView.as_view(), name="all-read"),
    path("threads/preview", post_views.PreviewView.as_view(), name="preview"),
    path("threads/<int:thread_id>", views.ThreadDetailView.as_view(), name="thread"),
    path("threads/<int:thread_id>/posts", views.ThreadPostsView.as_view(), name="thread-posts"),
    path("threads/<int:thread_id>/read", post_views.ThreadReadView.as_view(), name="thread-read"),
    path("threads/<int:thread_id>/state", post_views.ThreadStateView.as_view(), name="thread-state"),
    path("posts/<int:post_id>", post_views.PostView.as_view(), name="post"),
    path("posts/<int:post_id>/source", post_views.PostSourceView.as_view(), name="post-source"),
    path("posts/<int:post_id>/revisions", post_views.PostRevisionsView.as_view(), name="post-revisions"),
    path("posts/<int:post_id>/revisions/<int:version>", post_views.PostRevisionView.as_view(), name="post-revision"),
    path("posts/<int:post_id>/accepted", post_views.AcceptedAnswerView.as_view(), name="accepted-answer"),
    path("posts/<int:post_id>/author", post_views.PostAuthorView.as_view(), name="post-author"),
    path("posts/<int:post_id>/state", post_views.PostStateView.as_view(), name="post-state"),
]
