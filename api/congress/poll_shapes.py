"""Shapes of polls: what comes in, and what the projections give (for the schema and the generated types)."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import Shape, StrictCharField, StrictIntegerField
from forum.congress import poll_rules
from forum.congress.enums import PollKind, PollResults, PollState, WordPlace, WordState

MOST_CHOICES = 20
LONGEST_CHOICE = 240
LARGEST = 2**31 - 1


@extend_schema_field({"type": "array", "items": {"oneOf": [{"type": "string"}, {"type": "integer"}]}})
class ChoicesField(serializers.ListField):
    """The choices of a ballot: ids of options, words, or one whole number of a scale. The domain knows which."""

    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list) or len(data) > MOST_CHOICES:
            self.fail("not_a_list", input_type=type(data).__name__)
        if not all(_is_text(choice) or type(choice) is int for choice in data):
            self.fail("not_a_list", input_type="something else")
        return data


def _is_text(choice: object) -> bool:
    if not isinstance(choice, str) or len(choice) > LONGEST_CHOICE or "\x00" in choice:
        return False
    try:
        choice.encode()
    except UnicodeEncodeError:
        return False
    return True


class BallotInput(Shape):
    """The ballot that the caller shall have; without choices none."""

    choices = ChoicesField()


class BallotResult(serializers.Serializer[Any]):
    """The ballot as stored."""

    choices = ChoicesField()


class ScaleInput(Shape):
    """The range of a scale and what its ends mean."""

    low = StrictIntegerField(min_value=0, max_value=1)
    high = StrictIntegerField(min_value=1, max_value=poll_rules.HIGHEST_STEP)
    low_label = StrictCharField(max_length=160, allow_blank=True, default="")
    high_label = StrictCharField(max_length=160, allow_blank=True, default="")


class PollInput(Shape):
    """A poll as the staff write it; ``scale`` goes with that kind only, ``options`` with kinds that have any."""

    kind = serializers.ChoiceField(PollKind.choices)
    text = StrictCharField(max_length=1200)
    results = serializers.ChoiceField(PollResults.choices, default=PollResults.LIVE)
    options = serializers.ListField(child=StrictCharField(max_length=480), max_length=40, default=list)
    most = StrictIntegerField(min_value=1, max_value=40, default=1)
    scale = ScaleInput(required=False, allow_null=True)


class PollEditInput(PollInput):
    """The same for a draft that is there; ``rev`` is the poll's ``rev`` that the desk saw."""

    rev = StrictIntegerField(min_value=1, max_value=LARGEST, required=False)


class PollVerbInput(Shape):
    """``rev`` is the poll's ``rev`` that the desk saw."""

    rev = StrictIntegerField(min_value=1, max_value=LARGEST, required=False)


class MoveInput(Shape):
    """The place in the list of polls; 1 is the first."""

    position = StrictIntegerField(min_value=1, max_value=LARGEST)


class WordsInput(Shape):
    """Words by their keys, or without ``words`` all that wait; where the desk saw them, and what becomes of them."""

    words = serializers.ListField(
        child=StrictCharField(max_length=480), max_length=poll_rules.WORDS_AT_ONCE, required=False
    )
    state = serializers.ChoiceField(WordState.choices)
    seen = serializers.ChoiceField(WordPlace.choices, required=False)


class PollOptionShape(serializers.Serializer[Any]):
    """Something that can be chosen or ranked."""

    id = serializers.CharField()
    text = serializers.CharField()


class ScaleShape(serializers.Serializer[Any]):
    """The range of a scale and what its ends mean."""

    low = serializers.IntegerField()
    high = serializers.IntegerField()
    low_label = serializers.CharField(allow_blank=True)
    high_label = serializers.CharField(allow_blank=True)


@extend_schema_field(
    {
        "type": "array",
        "items": {"type": "array", "items": {"oneOf": [{"type": "string"}, {"type": "integer"}]}, "minItems": 2},
    }
)
class WordCountsField(serializers.JSONField):
    """Words with their counts."""


class PollResultShape(serializers.Serializer[Any]):
    """What came out so far; which fields there are depends on the kind of the poll."""

    ballots = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField(), required=False)
    mean = serializers.FloatField(allow_null=True, required=False)
    median = serializers.FloatField(allow_null=True, required=False)
    points = serializers.DictField(child=serializers.IntegerField(), required=False)
    ranks = serializers.DictField(child=serializers.FloatField(allow_null=True), required=False)
    words = WordCountsField(required=False)


class DeskWord(serializers.Serializer[Any]):
    """A word of a cloud at the desk."""

    key = serializers.CharField()
    text = serializers.CharField()
    count = serializers.IntegerField()


class DeskPollResult(PollResultShape):
    """The result at the desk, with the words that wait, those that are shown and those that are blocked."""

    waiting = DeskWord(many=True, required=False)
    shown = DeskWord(many=True, required=False)
    blocked = DeskWord(many=True, required=False)


class PollShape(serializers.Serializer[Any]):
    """A poll; ``version`` is the result's, ``rev`` the poll's. ``result`` is null while it is hidden."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(PollKind.choices)
    text = serializers.CharField()
    state = serializers.ChoiceField(PollState.choices)
    hidden = serializers.BooleanField()
    stage = serializers.BooleanField()
    position = serializers.IntegerField()
    options = PollOptionShape(many=True)
    most = serializers.IntegerField()
    scale = ScaleShape(allow_null=True)
    rev = serializers.IntegerField()
    version = serializers.IntegerField()
    result = PollResultShape(allow_null=True)


class DeskPollShape(PollShape):
    """A poll at the desk, drafts included; ``changed_by`` is the member of staff who changed it last."""

    result = DeskPollResult(allow_null=True)
    changed_by = serializers.CharField(allow_null=True)
