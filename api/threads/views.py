"""Categories, lists of threads, and a thread with its posts."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.requests import body, once, reader, signed_in
from api.threads import serializers as shapes
from api.threads.answers import posts_answer, reason_answer, rights_answer, thread_answer, thread_answers
from forum.accounts.rules import is_member
from forum.core.errors import InvalidError
from forum.threads import actions, projections, queries
from forum.threads.enums import Kind

FILTERS = ("unanswered", "mine")
LARGEST_NUMBER = 2**31 - 1


def number_in(request: Request, name: str) -> int | None:
    """A post number from the query; raises ``InvalidError("bad_number")``."""
    raw = request.query_params.get(name, "")
    if not raw:
        return None
    if not (raw.isascii() and raw.isdigit() and 1 <= int(raw[:12]) <= LARGEST_NUMBER):
        raise InvalidError("bad_number", field=name)
    return int(raw)


def text_in(request: Request, name: str, longest: int = 200) -> str:
    """A text from the query, without the zero bytes that no database takes."""
    return request.query_params.get(name, "").replace("\x00", "")[:longest]


def wanted(request: Request) -> queries.Wanted:
    """Which threads are asked for; raises ``InvalidError`` for an unknown filter or kind."""
    chosen, kind = text_in(request, "filter"), text_in(request, "kind")
    if chosen and chosen not in FILTERS:
        raise InvalidError("unknown_filter", field="filter")
    queries.check_kind(kind)
    return queries.Wanted(
        category=text_in(request, "category"),
        kind=kind,
        unanswered=chosen == "unanswered",
        mine=chosen == "mine",
    )


class CategoriesView(APIView):
    """The categories that the caller may read."""

    @extend_schema(operation_id="thread_categories", responses=shapes.ThreadCategories)
    def get(self, request: Request) -> Response:
        rows = queries.categories(reader(request))
        return Response({"items": [projections.category_view(row) for row in rows]})


class ThreadsView(APIView):
    """The list of threads, and a new one."""

    @extend_schema(
        operation_id="threads",
        parameters=[
            OpenApiParameter("category", str),
            OpenApiParameter("filter", str, enum=FILTERS),
            OpenApiParameter("kind", str, enum=Kind.values),
            OpenApiParameter("cursor", str),
        ],
        responses=shapes.ThreadList,
    )
    def get(self, request: Request) -> Response:
        who = reader(request)
        cursor = text_in(request, "cursor") or None
        found = queries.thread_page(reader=who, wanted=wanted(request), cursor=cursor)
        return Response({"items": thread_answers(who, found.items), "next": found.next})

    @extend_schema(operation_id="ask", request=shapes.NewThread, responses={201: shapes.ThreadAddress})
    def post(self, request: Request) -> Response:
        user, data = signed_in(request), body(request, shapes.NewThread)

        def work() -> dict[str, Any]:
            thread = actions.ask(actor=user, **data).thread
            return {
                "id": thread.pk,
                "slug": projections.slug_of(thread.title),
                "url": projections.url_of(thread),
            }

        return Response(once(request, f"user {user.pk}", work), status=201)


class OverviewView(APIView):
    """Counts for the tabs, and questions where the caller could help."""

    @extend_schema(operation_id="forum_overview", responses=shapes.ForumOverview)
    def get(self, request: Request) -> Response:
        who = reader(request)
        rows = queries.threads(who)
        helping = queries.to_help_with(who)
        return Response(
            {
                "unread": queries.how_many(queries.unread(who, rows)) if is_member(who) else 0,
                "unanswered": queries.how_many(queries.unanswered(rows)),
                "to_help": thread_answers(who, helping),
            }
        )


class SimilarView(APIView):
    """Threads with a similar title, while somebody types one."""

    @extend_schema(
        operation_id="similar_threads",
        parameters=[OpenApiParameter("title", str, required=True)],
        responses=shapes.SimilarThreads,
    )
    def get(self, request: Request) -> Response:
        who = reader(request)
        found = queries.similar(reader=who, title=text_in(request, "title"))
        return Response({"items": thread_answers(who, found)})


class IdentitiesView(APIView):
    """How the caller would be shown at each identity level open to him."""

    @extend_schema(operation_id="identity_options", responses=shapes.IdentityOptions)
    def get(self, request: Request) -> Response:
        user = signed_in(request)
        return Response({"items": projections.identity_views(user, *queries.acting_for(user))})


@method_decorator([cache_control(private=True, no_cache=True), conditional_page], name="dispatch")
class ThreadDetailView(APIView):
    """A thread with the page of its posts that begins with number ``from``. Answers 304 to a matching ETag."""

    @extend_schema(
        operation_id="thread",
        parameters=[OpenApiParameter("from", int, description="number of the first post")],
        responses=shapes.ThreadDetail,
    )
    def get(self, request: Request, thread_id: int) -> Response:
        who = reader(request)
        thread = queries.access_marked_thread(reader=who, thread_id=thread_id)
        found = queries.post_page(thread=thread, start=number_in(request, "from"))
        return Response(
            {
                "thread": thread_answer(who, thread),
                "reason": reason_answer(thread),
                "accepted": queries.accepted_numbers(thread),
                "may": rights_answer(who, thread),
                **posts_answer(who, found),
            }
        )


class ThreadPostsView(APIView):
    """Further posts of a thread, and a new one."""

    @extend_schema(
        operation_id="thread_posts",
        parameters=[
            OpenApiParameter("from", int, description="posts from this number on"),
            OpenApiParameter("before", int, description="the last posts below this number"),
        ],
        responses=shapes.PostList,
    )
    def get(self, request: Request, thread_id: int) -> Response:
        who = reader(request)
        thread = queries.access_thread(reader=who, thread_id=thread_id)
        start, before = number_in(request, "from"), number_in(request, "before")
        return Response(posts_answer(who, queries.post_page(thread=thread, start=start, before=before)))

    @extend_schema(operation_id="answer", request=shapes.NewPost, responses={201: shapes.PostView})
    def post(self, request: Request, thread_id: int) -> Response:
        user, data = signed_in(request), body(request, shapes.NewPost)

        def work() -> dict[str, Any]:
            return projections.post_view(actions.answer(actor=user, thread_id=thread_id, **data))

        return Response(once(request, f"user {user.pk}", work), status=201)
