"""Shapes of the speakers' page."""

from typing import Any

from rest_framework import serializers

from api.congress.live_shapes import LiveSessionShape
from api.shapes import Shape, StrictCharField, StrictIntegerField
from forum.congress.enums import SpeakerRole


class PodiumAnswerInput(Shape):
    """A written answer; ``rev`` is the question's ``rev`` that the speaker saw."""

    text = StrictCharField(max_length=20_000, trim_whitespace=False)
    rev = StrictIntegerField(min_value=1, max_value=2**31 - 1, required=False)


class OwnAnswerInput(Shape):
    """Other words for one's own answer."""

    text = StrictCharField(max_length=20_000, trim_whitespace=False)


class PodiumSpeaker(serializers.Serializer[Any]):
    """Whose page it is."""

    name = serializers.CharField()
    role = serializers.ChoiceField(SpeakerRole.choices)


class OwnAnswer(serializers.Serializer[Any]):
    """An answer of one's own, and until when it may be changed or taken back."""

    id = serializers.CharField()
    until = serializers.DateTimeField()


class PodiumShape(serializers.Serializer[Any]):
    """What the speaker alone sees."""

    session = LiveSessionShape()
    speaker = PodiumSpeaker()
    answers = OwnAnswer(many=True)


class SpeakerLinkShape(serializers.Serializer[Any]):
    """A speaker's secret link; its key is in the fragment, which browsers send nowhere."""

    id = serializers.CharField()
    name = serializers.CharField()
    role = serializers.ChoiceField(SpeakerRole.choices)
    url = serializers.CharField()
