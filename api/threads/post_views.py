"""What is done with one post or thread: read, edit, accept, moderate."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.requests import body, reader, signed_in
from api.threads import serializers as shapes
from api.threads.answers import thread_answer
from forum.threads import actions, projections, queries


class PostView(APIView):
    """Edit one's own post."""

    @extend_schema(operation_id="edit_post", request=shapes.EditedPost, responses=shapes.PostView)
    def patch(self, request: Request, post_id: int) -> Response:
        user, data = signed_in(request), body(request, shapes.EditedPost)
        return Response(projections.post_view(actions.edit_post(actor=user, post_id=post_id, **data)))


class PostSourceView(APIView):
    """The Markdown of one's own post."""

    @extend_schema(operation_id="post_source", responses=shapes.PostSource)
    def get(self, request: Request, post_id: int) -> Response:
        post = queries.access_source(reader=signed_in(request), post_id=post_id)
        return Response({"text": post.source, "version": post.version})


class PostRevisionsView(APIView):
    """Earlier texts of a post, for members."""

    @extend_schema(operation_id="post_revisions", responses=shapes.PostRevisions)
    def get(self, request: Request, post_id: int) -> Response:
        rows = queries.revisions(reader=reader(request), post_id=post_id)
        return Response({"items": [projections.revision_view(row) for row in rows]})


class PostRevisionView(APIView):
    """Destroy the words of an earlier text, for moderators."""

    @extend_schema(operation_id="redact_revision", request=shapes.RedactedReason, responses=shapes.PostRevisionView)
    def delete(self, request: Request, post_id: int, version: int) -> Response:
        user, data = signed_in(request), body(request, shapes.RedactedReason)
        revision = actions.redact_revision(actor=user, post_id=post_id, version=version, **data)
        return Response(projections.revision_view(revision))


class AcceptedAnswerView(APIView):
    """Accept an answer, or take that back; either may be repeated."""

    @extend_schema(operation_id="accept_answer", request=None, responses={204: None})
    def put(self, request: Request, post_id: int) -> Response:
        actions.accept_answer(actor=signed_in(request), post_id=post_id)
        return Response(status=204)

    @extend_schema(operation_id="withdraw_acceptance", request=None, responses={204: None})
    def delete(self, request: Request, post_id: int) -> Response:
        actions.withdraw_acceptance(actor=signed_in(request), post_id=post_id)
        return Response(status=204)


class PostStateView(APIView):
    """Hide, restore, remove or approve a post, for moderators."""

    @extend_schema(operation_id="change_post_state", request=shapes.StateChange, responses=shapes.PostView)
    def put(self, request: Request, post_id: int) -> Response:
        user, data = signed_in(request), body(request, shapes.StateChange)
        post = actions.change_post_state(actor=user, post_id=post_id, **data)
        return Response(projections.post_view(post, full=True))


class PostAuthorView(APIView):
    """Look up who wrote a post, for moderators; each look is logged."""

    @extend_schema(operation_id="look_up_author", request=shapes.LookUpReason, responses=shapes.RealAuthor)
    def post(self, request: Request, post_id: int) -> Response:
        user, data = signed_in(request), body(request, shapes.LookUpReason)
        found = actions.look_up_author(actor=user, post_id=post_id, **data)
        return Response({"name": found.name, "municipality": projections.municipality_view(found.municipality)})


class ThreadStateView(APIView):
    """Hide, restore, remove or approve a thread, for moderators."""

    @extend_schema(operation_id="change_thread_state", request=shapes.StateChange, responses=shapes.ThreadView)
    def put(self, request: Request, thread_id: int) -> Response:
        user, data = signed_in(request), body(request, shapes.StateChange)
        actions.change_thread_state(actor=user, thread_id=thread_id, **data)
        return Response(thread_answer(user, queries.access_marked_thread(reader=user, thread_id=thread_id)))


class ThreadReadView(APIView):
    """Say how far a thread has been read; never moves back."""

    @extend_schema(operation_id="mark_read", request=shapes.ReadNumber, responses=shapes.ReadUpTo)
    def put(self, request: Request, thread_id: int) -> Response:
        user, data = signed_in(request), body(request, shapes.ReadNumber)
        return Response({"last_read": actions.mark_read(actor=user, thread_id=thread_id, **data)})


class AllReadView(APIView):
    """Everything counts as read from now on, in one category or in all."""

    @extend_schema(operation_id="mark_all_read", request=shapes.ReadCategory, responses={204: None})
    def put(self, request: Request) -> Response:
        user, data = signed_in(request), body(request, shapes.ReadCategory)
        actions.mark_all_read(actor=user, **data)
        return Response(status=204)


class PreviewView(APIView):
    """The HTML that a text will have as a post."""

    @extend_schema(operation_id="preview_markdown", request=shapes.TextToRender, responses=shapes.RenderedText)
    def post(self, request: Request) -> Response:
        user, data = signed_in(request), body(request, shapes.TextToRender)
        return Response({"html": actions.preview(actor=user, **data)})
