"""Polls: the ballot of an attendee, and what staff do."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress import participant as caller
from api.congress.live_views import IDEMPOTENCY_KEY
from api.congress.poll_shapes import (
    BallotInput,
    BallotResult,
    DeskPollShape,
    MoveInput,
    PollEditInput,
    PollInput,
    PollVerbInput,
    WordsInput,
)
from api.requests import body, once, signed_in
from forum.accounts.models import User
from forum.congress import actions, poll_projections
from forum.congress.enums import PollKind, PollResults, PollVerb, WordPlace, WordState
from forum.congress.poll_rules import PollForm
from forum.core.errors import ConflictError, InvalidError, NotFoundError

CONFLICTS = {"poll_closed", "session_closed", "session_not_open"}


class BallotView(APIView):
    """Vote in a poll, change the ballot, or take it back."""

    @extend_schema(operation_id="live_ballot", request=BallotInput, responses=BallotResult)
    def put(self, request: Request, session_id: int, poll_id: int) -> Response:
        voter = caller.participant(request, session_id)
        choices = body(request, BallotInput)["choices"]
        command = actions.BallotCommand(voter.pk, poll_id, choices)
        (outcome,) = actions.cast_ballots(session_id=session_id, ballots=[command])
        if outcome.error == "not_found":
            raise NotFoundError
        if outcome.error in CONFLICTS:
            raise ConflictError(outcome.error)
        if not outcome.ok:
            raise InvalidError(outcome.error, field="choices")
        return Response({"choices": choices})


def _form(given: dict[str, Any]) -> PollForm:
    return PollForm(
        kind=PollKind(given["kind"]),
        text=given["text"],
        results=PollResults(given["results"]),
        options=given["options"],
        most=given["most"],
        **(given.get("scale") or {}),
    )


def _shown(user: User, session_id: int, poll_id: int) -> Response:
    return Response(poll_projections.desk_poll(reader=user, session_id=session_id, poll_id=poll_id))


class PollsView(APIView):
    """Write a poll; it begins as a draft."""

    @extend_schema(
        operation_id="live_poll_create",
        parameters=[IDEMPOTENCY_KEY],
        request=PollInput,
        responses={201: DeskPollShape},
    )
    def post(self, request: Request, session_id: int) -> Response:
        user = signed_in(request)
        form = _form(body(request, PollInput))

        def work() -> dict[str, int]:
            return {"id": actions.create_poll(actor=user, session_id=session_id, form=form).pk}

        response = _shown(user, session_id, once(request, f"user {user.pk}", work)["id"])
        response.status_code = 201
        return response


class EditPollView(APIView):
    """Write a draft anew."""

    @extend_schema(operation_id="live_poll_edit", request=PollEditInput, responses=DeskPollShape)
    def post(self, request: Request, session_id: int, poll_id: int) -> Response:
        user, given = signed_in(request), body(request, PollEditInput)
        actions.edit_poll(
            actor=user, session_id=session_id, poll_id=poll_id, form=_form(given), version=given.get("rev")
        )
        return _shown(user, session_id, poll_id)


class DuplicatePollView(APIView):
    """A draft like this poll, without its ballots."""

    @extend_schema(operation_id="live_poll_duplicate", request=PollVerbInput, responses={201: DeskPollShape})
    def post(self, request: Request, session_id: int, poll_id: int) -> Response:
        user = signed_in(request)
        body(request, PollVerbInput)
        copy = actions.duplicate_poll(actor=user, session_id=session_id, poll_id=poll_id)
        response = _shown(user, session_id, copy.pk)
        response.status_code = 201
        return response


class DeletePollView(APIView):
    """Throw a draft away."""

    @extend_schema(operation_id="live_poll_delete", request=PollVerbInput, responses={204: None})
    def post(self, request: Request, session_id: int, poll_id: int) -> Response:
        user, given = signed_in(request), body(request, PollVerbInput)
        actions.delete_poll(actor=user, session_id=session_id, poll_id=poll_id, version=given.get("rev"))
        return Response(status=204)


class MovePollView(APIView):
    """Put a poll at another place of the list."""

    @extend_schema(operation_id="live_poll_move", request=MoveInput, responses=DeskPollShape)
    def post(self, request: Request, session_id: int, poll_id: int) -> Response:
        user, given = signed_in(request), body(request, MoveInput)
        actions.move_poll(actor=user, session_id=session_id, poll_id=poll_id, position=given["position"])
        return _shown(user, session_id, poll_id)


class WordsView(APIView):
    """Let words of a cloud through, or block them."""

    @extend_schema(operation_id="live_poll_words", request=WordsInput, responses=DeskPollShape)
    def post(self, request: Request, session_id: int, poll_id: int) -> Response:
        user, given = signed_in(request), body(request, WordsInput)
        actions.decide_words(
            actor=user,
            session_id=session_id,
            poll_id=poll_id,
            state=WordState(given["state"]),
            words=given.get("words"),
            seen=WordPlace(given["seen"]) if "seen" in given else None,
        )
        return _shown(user, session_id, poll_id)


class PollVerbView(APIView):
    """Open, close or reopen a poll, show it on the stage or take it off."""

    @extend_schema(
        operation_id="live_poll_verb",
        parameters=[OpenApiParameter("verb", str, OpenApiParameter.PATH, enum=PollVerb.values)],
        request=PollVerbInput,
        responses=DeskPollShape,
    )
    def post(self, request: Request, session_id: int, poll_id: int, verb: str) -> Response:
        if verb not in PollVerb.values:
            raise NotFoundError
        user, given = signed_in(request), body(request, PollVerbInput)
        actions.run_poll(
            actor=user, session_id=session_id, poll_id=poll_id, verb=PollVerb(verb), version=given.get("rev")
        )
        return _shown(user, session_id, poll_id)
