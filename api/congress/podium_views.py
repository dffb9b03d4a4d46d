"""What a speaker calls from the secret link, and the links that staff hand out."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress import participant as caller
from api.congress.live_shapes import KeyInput, LiveQuestionShape
from api.congress.podium_shapes import OwnAnswerInput, PodiumAnswerInput, PodiumShape, SpeakerLinkShape
from api.requests import body, signed_in
from forum.congress import actions, podium, projections, queries


def _access(request: Request, session_id: int) -> queries.PodiumAccess:
    return queries.access_podium(session_id=session_id, grant=caller.podium(request, session_id))


class PodiumView(APIView):
    """The speaker of this browser."""

    @extend_schema(operation_id="live_podium", responses=PodiumShape)
    def get(self, request: Request, session_id: int) -> Response:
        return Response(podium.podium(_access(request, session_id)))

    @extend_schema(operation_id="live_podium_enter", request=KeyInput, responses=PodiumShape)
    def post(self, request: Request, session_id: int) -> Response:
        """Show the key of the link once; from then on this browser is the speaker's."""
        grant = queries.enter_podium(session_id=session_id, key=body(request, KeyInput)["key"])
        caller.keep_podium(request, session_id, grant)
        return Response(podium.podium(queries.access_podium(session_id=session_id, grant=grant)))


class PodiumAnswersView(APIView):
    """Answer a question in writing."""

    @extend_schema(operation_id="live_podium_answer", request=PodiumAnswerInput, responses=LiveQuestionShape)
    def post(self, request: Request, session_id: int, question_id: int) -> Response:
        access = _access(request, session_id)
        given = body(request, PodiumAnswerInput)
        question = actions.answer_from_podium(
            actor=access, question_id=question_id, text=given["text"], version=given.get("rev")
        )
        return Response(projections.public_question(question))


class PodiumAnswerView(APIView):
    """Change or take back what one has just written."""

    @extend_schema(operation_id="live_podium_answer_change", request=OwnAnswerInput, responses=LiveQuestionShape)
    def put(self, request: Request, session_id: int, answer_id: int) -> Response:
        access = _access(request, session_id)
        text = body(request, OwnAnswerInput)["text"]
        question = actions.change_own_answer(actor=access, answer_id=answer_id, text=text)
        return Response(projections.public_question(question))

    @extend_schema(operation_id="live_podium_answer_remove", request=None, responses=LiveQuestionShape)
    def delete(self, request: Request, session_id: int, answer_id: int) -> Response:
        question = actions.remove_own_answer(actor=_access(request, session_id), answer_id=answer_id)
        return Response(projections.public_question(question))


class SpeakerLinksView(APIView):
    """The speakers' secret links, for staff."""

    @extend_schema(operation_id="live_speaker_links", responses=SpeakerLinkShape(many=True))
    def get(self, request: Request, session_id: int) -> Response:
        access = queries.access_desk(session_id=session_id, reader=signed_in(request))
        response = Response(podium.speaker_links(access.live))
        response["Cache-Control"] = "no-store"
        return response


class SpeakerLinkView(APIView):
    """Make one link void and give a new one."""

    @extend_schema(operation_id="live_speaker_link_renew", request=None, responses=SpeakerLinkShape(many=True))
    def post(self, request: Request, session_id: int, speaker_id: int) -> Response:
        user = signed_in(request)
        actions.renew_speaker_link(actor=user, session_id=session_id, speaker_id=speaker_id)
        access = queries.access_desk(session_id=session_id, reader=user)
        return Response(podium.speaker_links(access.live))
