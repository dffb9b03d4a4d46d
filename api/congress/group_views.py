"""What groups participants belong to: said by each for themselves, shown to staff as far as it may be."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress import participant as caller
from api.requests import body, reader, signed_in
from api.shapes import Shape
from forum.congress import actions, queries
from forum.congress.enums import Function
from forum.municipalities.enums import SizeClass
from forum.municipalities.queries import municipality_of
from forum.municipalities.size import size_class

DIMENSIONS = tuple(queries.DIMENSIONS)


class GroupInput(Shape):
    """What one says of oneself; ``""`` for not said."""

    size_class = serializers.ChoiceField(SizeClass.choices, allow_blank=True)
    function = serializers.ChoiceField(Function.choices, allow_blank=True)


class OwnGroup(serializers.Serializer[Any]):
    """What one has said, and what one's account knows but nobody has stored here."""

    size_class = serializers.CharField(allow_blank=True)
    function = serializers.CharField(allow_blank=True)
    known_size_class = serializers.CharField(allow_null=True)


class GroupCount(serializers.Serializer[Any]):
    """A group and how many; null when that may not be shown."""

    group = serializers.CharField()
    people = serializers.IntegerField(allow_null=True)


class GroupTable(serializers.Serializer[Any]):
    """Votes for a question, or ballots in a poll, by group."""

    id = serializers.CharField()
    text = serializers.CharField()
    groups = GroupCount(many=True)


class GroupDimension(serializers.Serializer[Any]):
    """One way to divide people."""

    name = serializers.ChoiceField(DIMENSIONS)
    groups = GroupCount(many=True)
    questions = GroupTable(many=True)
    polls = GroupTable(many=True)


class Breakdown(serializers.Serializer[Any]):
    """Who took part, by group, as it was ``counted`` when the session was closed."""

    counted = serializers.DateTimeField()
    people = serializers.IntegerField()
    dimensions = GroupDimension(many=True)


class BreakdownShape(serializers.Serializer[Any]):
    """The breakdown; null until the session is closed."""

    breakdown = Breakdown(allow_null=True)


class OwnGroupView(APIView):
    """What the caller says of themselves."""

    @extend_schema(operation_id="live_own_group", responses=OwnGroup)
    def get(self, request: Request, session_id: int) -> Response:
        person = caller.participant(request, session_id)
        place = municipality_of(reader(request))
        known = size_class(place.population) if place else None
        said = {"size_class": person.size_class, "function": person.function}
        return Response({**said, "known_size_class": known})

    @extend_schema(operation_id="live_say_group", request=GroupInput, responses={204: None})
    def put(self, request: Request, session_id: int) -> Response:
        person = caller.participant(request, session_id)
        actions.say_group(actor=person, **body(request, GroupInput))
        return Response(status=204)


class BreakdownView(APIView):
    """The breakdown for staff."""

    @extend_schema(operation_id="live_breakdown", responses=BreakdownShape)
    def get(self, request: Request, session_id: int) -> Response:
        live = queries.access_desk(session_id=session_id, reader=signed_in(request)).live
        return Response({"breakdown": queries.breakdown(live)})
