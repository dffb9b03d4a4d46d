"""Carrying questions without an answer into the forum: what staff choose from, and the act."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress.carry_shapes import CarryInput, CarryPlan, CarryResult
from api.requests import body, signed_in
from forum.congress import actions, queries
from forum.congress.carry import MOST_AT_ONCE, title_of
from forum.congress.models import LiveQuestion
from forum.threads.projections import url_of
from forum.threads.queries import categories


class CarryView(APIView):
    """The questions of a session that may become threads, and those that are."""

    @extend_schema(operation_id="live_carry_plan", responses=CarryPlan)
    def get(self, request: Request, session_id: int) -> Response:
        user = signed_in(request)
        live = queries.access_desk(session_id=session_id, reader=user).live
        suggested = live.programme.congress.carry_category_id
        places = list(categories(user))
        return Response(
            {
                "state": live.state,
                "category": next((place.slug for place in places if place.pk == suggested), None),
                "categories": [{"slug": place.slug, "title": place.title, "access": place.access} for place in places],
                "questions": [_question(question) for question in queries.to_carry(live)],
                "carried": _carried(queries.carried(live)),
                "most": MOST_AT_ONCE,
            }
        )

    @extend_schema(operation_id="live_carry", request=CarryInput, responses=CarryResult)
    def post(self, request: Request, session_id: int) -> Response:
        user = signed_in(request)
        chosen = body(request, CarryInput)
        done = actions.carry_over(
            actor=user,
            session_id=session_id,
            category=chosen["category"],
            question_ids=chosen["questions"],
            close=chosen["close"],
        )
        left = [str(question.pk) for question in done.left]
        return Response({"now": _carried(done.now), "before": _carried(done.before), "left": left})


def _question(question: LiveQuestion) -> dict[str, Any]:
    return {
        "id": str(question.pk),
        "text": question.text,
        "title": title_of(question.text),
        "state": question.state,
        "score": question.score,
        "also": len(queries.also_asked(question)),
    }


def _carried(questions: list[LiveQuestion]) -> list[dict[str, str]]:
    return [
        {"id": str(question.pk), "title": question.thread.title, "url": url_of(question.thread)}
        for question in questions
        if question.thread is not None
    ]
