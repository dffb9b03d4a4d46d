"""Shapes of the live part: what comes in, and what the projections give (for the schema and the generated types)."""

from typing import Any, Final

from rest_framework import serializers

from api.congress.poll_shapes import ChoicesField, DeskPollShape, PollShape
from api.shapes import Shape, StrictCharField, StrictIntegerField
from forum.congress.enums import AnsweredHow, Identity, LiveState, QuestionState, RejectReason, SpeakerRole

LONGEST_ID: Final = 19


class JoinInput(Shape):
    """A join code as people type it."""

    code = StrictCharField(max_length=40)


class AskInput(Shape):
    """A question; ``name`` is needed for a shown identity that no account gives."""

    text = StrictCharField(max_length=4000, trim_whitespace=False)
    identity = serializers.ChoiceField(Identity.choices, default=Identity.ANONYMOUS)
    name = StrictCharField(max_length=240, allow_blank=True, default="", trim_whitespace=False)


class VoteInput(Shape):
    """The vote that the caller shall have: 1 or 0."""

    value = StrictIntegerField(min_value=0, max_value=1)


class IdField(StrictCharField):
    """The id of an object as it is on the wire: a string of digits."""

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        if not (text.isascii() and text.isdigit()) or len(text) > LONGEST_ID:
            self.fail("invalid")
        return int(text)

    def run_validators(self, value: Any) -> None:
        """The validators of a text have to do with the digits, not with the number that they mean."""
        super().run_validators(str(value))


class Seen(Shape):
    """``rev`` is the question's ``rev`` that the desk saw."""

    rev = StrictIntegerField(min_value=1, max_value=2**31 - 1, required=False)


class VerbInput(Seen):
    """``reason`` goes with ``reject`` only."""

    reason = serializers.ChoiceField(RejectReason.choices, required=False)


class EditInput(Seen):
    """The wording that the hall shall see."""

    text = StrictCharField(max_length=4000, trim_whitespace=False)


class LabelInput(Seen):
    """All labels that the question shall have."""

    labels = serializers.ListField(child=StrictCharField(max_length=240, trim_whitespace=False), max_length=20)


class PinInput(Seen):
    """The place on the shortlist, 1 comes next; ``null`` takes the question off it."""

    position = StrictIntegerField(min_value=1, max_value=1000, allow_null=True)


class AnswerInput(Seen):
    """Without ``text`` the question was answered on stage; with it this is an answer in writing."""

    text = StrictCharField(max_length=16_000, trim_whitespace=False, required=False)
    by = StrictCharField(max_length=1_000, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "by" in attrs and "text" not in attrs:
            raise serializers.ValidationError({"by": "Only with a text."}, code="not_allowed")
        return attrs


class UnwriteInput(Seen):
    """The written answer that is taken back."""

    answer = IdField()


class StrictBooleanField(serializers.BooleanField):
    """A JSON ``true`` or ``false``; neither a word nor a number is taken for one."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class MergeInput(Seen):
    """The question that shall lead, ``into_rev`` as the desk saw it; ``approve`` approves the merged one on its way."""

    into = IdField()
    into_rev = StrictIntegerField(min_value=1, max_value=2**31 - 1, required=False)
    approve = StrictBooleanField(required=False)


class BudgetInput(Shape):
    """Seconds that one question may take on stage; ``null`` for no budget."""

    seconds = StrictIntegerField(min_value=1, max_value=100_000, allow_null=True)


class PremoderationInput(Shape):
    """Whether questions wait for approval."""

    on = StrictBooleanField()


class LiveRules(serializers.Serializer[Any]):
    """Limits of this session."""

    min = serializers.IntegerField()
    max = serializers.IntegerField()
    open = serializers.IntegerField()
    name_min = serializers.IntegerField()
    name_max = serializers.IntegerField()
    reasons = serializers.ListField(child=serializers.ChoiceField(RejectReason.choices))
    key_days = serializers.IntegerField()


class LiveSpeaker(serializers.Serializer[Any]):
    """Somebody who has a part in the session."""

    name = serializers.CharField()
    role = serializers.ChoiceField(SpeakerRole.choices)


class LiveSessionShape(serializers.Serializer[Any]):
    """A live session as every stream sees it."""

    id = serializers.CharField()
    title = serializers.CharField()
    congress = serializers.CharField()
    congress_slug = serializers.CharField()
    fictional = serializers.BooleanField()
    state = serializers.ChoiceField(LiveState.choices)
    premoderation = serializers.BooleanField()
    documented = serializers.BooleanField()
    code = serializers.CharField()
    join_url = serializers.CharField()
    ends = serializers.DateTimeField()
    key_until = serializers.DateTimeField(allow_null=True)
    key_destroyed = serializers.DateTimeField(allow_null=True)
    rules = LiveRules()
    question_seconds = serializers.IntegerField(allow_null=True)
    speakers = LiveSpeaker(many=True)


class WrittenAnswerShape(serializers.Serializer[Any]):
    """An answer in writing: plain text, lines as written."""

    id = serializers.CharField()
    text = serializers.CharField()
    by = serializers.CharField()
    noted = serializers.BooleanField()
    at = serializers.DateTimeField()


class LiveQuestionShape(serializers.Serializer[Any]):
    """A question in the public and the stage stream; ``version`` is the score's, ``rev`` the question's."""

    id = serializers.CharField()
    text = serializers.CharField()
    by = serializers.CharField(allow_null=True)
    identity = serializers.ChoiceField(Identity.choices)
    verified = serializers.BooleanField()
    state = serializers.ChoiceField(QuestionState.choices)
    score = serializers.IntegerField()
    version = serializers.IntegerField()
    rev = serializers.IntegerField()
    at = serializers.DateTimeField(allow_null=True)
    stage_since = serializers.DateTimeField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    edited = serializers.BooleanField()
    labels = serializers.ListField(child=serializers.CharField())
    pinned = serializers.IntegerField(allow_null=True)
    also = serializers.ListField(child=serializers.CharField())
    also_more = serializers.IntegerField()
    answers = WrittenAnswerShape(many=True)
    answered_how = serializers.ChoiceField(AnsweredHow.choices, allow_null=True)
    thread = serializers.CharField(allow_null=True)


class Receipt(LiveQuestionShape):
    """One's own question in any state, with the reason if it was rejected."""

    reason = serializers.ChoiceField(RejectReason.choices, allow_null=True)
    created = serializers.DateTimeField()
    merged_into = serializers.CharField(allow_null=True)


class MergedQuestionShape(serializers.Serializer[Any]):
    """A question merged into another; ``score`` counts who voted for this very one."""

    id = serializers.CharField()
    text = serializers.CharField()
    score = serializers.IntegerField()
    shown = serializers.BooleanField()


class DeskQuestion(Receipt):
    """A question at the desk; ``changed_by`` is the member of staff who changed it last."""

    changed_by = serializers.CharField(allow_null=True)
    original = serializers.CharField(allow_null=True)
    merged = MergedQuestionShape(many=True)
    similar = serializers.ListField(child=serializers.CharField())


class LiveStateShape(serializers.Serializer[Any]):
    """The snapshot of the public or the stage stream."""

    epoch = serializers.CharField()
    rev = serializers.IntegerField()
    votes_rev = serializers.IntegerField()
    session = LiveSessionShape()
    questions = LiveQuestionShape(many=True)
    polls = PollShape(many=True)


class DeskState(LiveStateShape):
    """The snapshot of the moderation stream."""

    questions = DeskQuestion(many=True)
    polls = DeskPollShape(many=True)


class Personal(serializers.Serializer[Any]):
    """What the caller alone sees: own votes (question id -> 1), ballots by poll, and receipts, newest first."""

    votes = serializers.DictField(child=serializers.IntegerField())
    own = Receipt(many=True)
    ballots = serializers.DictField(child=ChoicesField())


class JoinedShape(serializers.Serializer[Any]):
    """The session joined, and where its changes are heard."""

    session = LiveSessionShape()
    socket = serializers.CharField()


class VoteResult(serializers.Serializer[Any]):
    """The vote as stored."""

    value = serializers.IntegerField()


class KeyInput(Shape):
    """The key in a secret link's fragment."""

    key = StrictCharField(max_length=100)


class LinkedReceipt(Receipt):
    """A receipt by link; ``merged_with`` is the question that leads the set, if the hall sees it."""

    merged_with = LiveQuestionShape(allow_null=True)


class ReceiptsShape(serializers.Serializer[Any]):
    """What a receipt link shows: the holder's own questions in every state, newest first."""

    session = LiveSessionShape()
    own = LinkedReceipt(many=True)


class ReceiptLink(serializers.Serializer[Any]):
    """The receipt link, once; nobody can read it from the server later."""

    url = serializers.CharField()


class DeskLinks(serializers.Serializer[Any]):
    """Links for staff; the stage link carries its key in the fragment, which browsers send nowhere."""

    stage_url = serializers.CharField()
    join_url = serializers.CharField()
    code = serializers.CharField()
