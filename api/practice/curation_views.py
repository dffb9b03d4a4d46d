"""Writing and curating: drafts, moves, notes, the desk, and what is asked of me."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.practice import answers, serializers, shapes
from api.requests import body, once, signed_in
from forum.accounts.models import User
from forum.core.errors import InvalidError
from forum.municipalities.queries import municipality_of
from forum.practice import actions, queries
from forum.practice.actions import Given
from forum.practice.enums import State, Verb
from forum.practice.models import Revision

PAGE_SIZE = 50


def _detail(user: User, revision_id: int) -> Response:
    revision = queries.access_workshop(reader=user, revision_id=revision_id)
    return Response(shapes.RevisionDetail(answers.revision_detail(revision, reader=user)).data)


def _started(revision: Revision) -> dict[str, Any]:
    return {"id": revision.pk, "public_id": revision.example.public_id}


class DraftsView(APIView):
    """Begin an example."""

    @extend_schema(operation_id="practice_start", request=serializers.NewExample, responses={201: shapes.StartedDraft})
    def post(self, request: Request) -> Response:
        user, data = signed_in(request), body(request, serializers.NewExample)

        def work() -> dict[str, Any]:
            return _started(actions.start_example(actor=user, **data))

        return Response(once(request, f"user {user.pk}", work), status=201)


class NextRevisionView(APIView):
    """Begin the next revision of a published example; the live text stays as it is."""

    @extend_schema(operation_id="practice_revise", request=None, responses={201: shapes.StartedDraft})
    def post(self, request: Request, public_id: str) -> Response:
        user = signed_in(request)

        def work() -> dict[str, Any]:
            return _started(actions.revise_example(actor=user, public_id=public_id))

        return Response(once(request, f"user {user.pk}", work), status=201)


class RevisionView(APIView):
    """A revision in curation, and autosave of its text."""

    @extend_schema(operation_id="practice_revision", responses=shapes.RevisionDetail)
    def get(self, request: Request, revision_id: int) -> Response:
        return _detail(signed_in(request), revision_id)

    @extend_schema(operation_id="practice_save", request=serializers.DraftChanges, responses=shapes.SavedDraft)
    def patch(self, request: Request, revision_id: int) -> Response:
        user, data = signed_in(request), body(request, serializers.DraftChanges)
        revision = actions.save_draft(actor=user, revision_id=revision_id, **data)
        return Response(shapes.SavedDraft(answers.saved_draft(revision)).data)


class MovesView(APIView):
    """Move a revision by one row of the transition table."""

    @extend_schema(operation_id="practice_move", request=serializers.MoveRequest, responses=shapes.RevisionRow)
    def post(self, request: Request, revision_id: int) -> Response:
        user, data = signed_in(request), body(request, serializers.MoveRequest)
        verb, version = Verb(data.pop("verb")), data.pop("version")
        data["anonymisation"] = frozenset(data.get("anonymisation", []))

        def work() -> dict[str, Any]:
            given = Given(**data)
            revision = actions.move(actor=user, revision_id=revision_id, verb=verb, version=version, given=given)
            return dict(shapes.RevisionRow(answers.revision_row(revision, reader=user)).data)

        return Response(once(request, f"user {user.pk}", work))


class NotesView(APIView):
    """A remark of the reviewing curator at a field."""

    @extend_schema(operation_id="practice_note", request=serializers.NewNote, responses={201: shapes.RevisionDetail})
    def post(self, request: Request, revision_id: int) -> Response:
        user, data = signed_in(request), body(request, serializers.NewNote)
        once(request, f"user {user.pk}", lambda: {"id": self._add(user, revision_id, data)})
        answer = _detail(user, revision_id)
        answer.status_code = 201
        return answer

    def _add(self, user: User, revision_id: int, data: dict[str, Any]) -> int:
        return actions.add_note(actor=user, revision_id=revision_id, **data).pk


class NoteAnswerView(APIView):
    """The author's answer to a remark."""

    @extend_schema(operation_id="practice_answer", request=serializers.NoteAnswer, responses=shapes.RevisionDetail)
    def put(self, request: Request, note_id: int) -> Response:
        user, data = signed_in(request), body(request, serializers.NoteAnswer)
        note = actions.answer_note(actor=user, note_id=note_id, **data)
        return _detail(user, note.revision_id)


class TransferView(APIView):
    """The curator's judgement of transferability."""

    @extend_schema(operation_id="practice_rate", request=serializers.TransferJudgement, responses=shapes.RevisionDetail)
    def put(self, request: Request, revision_id: int) -> Response:
        user, data = signed_in(request), body(request, serializers.TransferJudgement)
        actions.rate_transfer(actor=user, revision_id=revision_id, **data)
        return _detail(user, revision_id)


class DeskView(APIView):
    """The curators' queue: overdue and oldest first."""

    @extend_schema(
        operation_id="practice_desk",
        parameters=[OpenApiParameter("state", str, enum=State.values), OpenApiParameter("cursor", str)],
        responses=shapes.Desk,
    )
    def get(self, request: Request) -> Response:
        user, state = signed_in(request), request.query_params.get("state") or None
        if state is not None and state not in State.values:
            raise InvalidError("bad_value", field="state")
        counts = queries.desk_states(reader=user)
        cursor = request.query_params.get("cursor")
        page = queries.desk(reader=user, state=state, cursor=cursor, size=PAGE_SIZE)
        desk = {
            "states": [{"state": name, "count": count} for name, count in counts],
            "items": [answers.revision_row(revision, reader=user) for revision in page.items],
            "next": page.next,
        }
        return Response(shapes.Desk(desk).data)


class MineView(APIView):
    """My drafts, and what is asked of me."""

    @extend_schema(operation_id="practice_mine", responses=shapes.MyExamples)
    def get(self, request: Request) -> Response:
        user = signed_in(request)
        mine = {
            "may_start": municipality_of(user) is not None,
            "to_release": [answers.revision_row(r, reader=user) for r in queries.awaiting_release_by(user)],
            "written": [answers.revision_row(r, reader=user) for r in queries.written_by(user)],
        }
        return Response(shapes.MyExamples(mine).data)
