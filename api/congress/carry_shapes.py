"""Shapes of carrying questions into the forum, and of telling people of answers."""

from typing import Any, Final

from django.conf import settings
from rest_framework import serializers

from api.congress.live_shapes import StrictBooleanField
from api.shapes import Shape, StrictCharField, StrictIntegerField
from forum.congress.carry import MOST_AT_ONCE
from forum.congress.enums import LiveState, QuestionState
from forum.threads.enums import Access

LARGEST_ID: Final = 2**63 - 1


class CarryInput(Shape):
    """Which questions go where; ``close`` closes the session in the same act."""

    category = StrictCharField(max_length=60)
    questions = serializers.ListField(
        child=StrictIntegerField(min_value=1, max_value=LARGEST_ID), max_length=MOST_AT_ONCE, allow_empty=False
    )
    close = StrictBooleanField(default=False)


class NoticeInput(Shape):
    """Where to tell; without an address to the account's own."""

    email = StrictCharField(max_length=300, allow_blank=True, default="")
    locale = serializers.ChoiceField(settings.LANGUAGES, default=settings.LANGUAGE_CODE)


class CarryCategory(serializers.Serializer[Any]):
    """A category that the caller may carry questions to."""

    slug = serializers.CharField()
    title = serializers.CharField()
    access = serializers.ChoiceField(Access.choices)


class CarryQuestion(serializers.Serializer[Any]):
    """A question that may become a thread, and the title that it would have."""

    id = serializers.CharField()
    text = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(QuestionState.choices)
    score = serializers.IntegerField()
    also = serializers.IntegerField(help_text="so many questions were merged into it")


class CarriedQuestion(serializers.Serializer[Any]):
    """A question that is a thread, and where."""

    id = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()


class CarryPlan(serializers.Serializer[Any]):
    """What the dialog needs: ``category`` is the one suggested, ``most`` so many questions go in one call."""

    state = serializers.ChoiceField(LiveState.choices)
    category = serializers.CharField(allow_null=True)
    categories = CarryCategory(many=True)
    questions = CarryQuestion(many=True)
    carried = CarriedQuestion(many=True)
    most = serializers.IntegerField()


class CarryResult(serializers.Serializer[Any]):
    """The threads of the chosen questions (``now`` were made by this call), and the ids of those that were left."""

    now = CarriedQuestion(many=True)
    before = CarriedQuestion(many=True)
    left = serializers.ListField(child=serializers.CharField())


class OwnNotices(serializers.Serializer[Any]):
    """Of which questions the account is told; ``email`` is where, empty for guests."""

    email = serializers.CharField(allow_blank=True)
    questions = serializers.ListField(child=serializers.CharField())


class NoticeAsked(serializers.Serializer[Any]):
    """``confirmed`` for an account, ``mail_sent`` for a typed address, whether it is known or not."""

    state = serializers.ChoiceField(["confirmed", "mail_sent"])


class NoticeKeyInput(Shape):
    """The secret in the fragment of the link in a mail."""

    key = StrictCharField(max_length=300)


class NoticeLink(serializers.Serializer[Any]):
    """What the link in a mail leads to. ``gone``: told, called off, or never confirmed in time."""

    state = serializers.ChoiceField(["waiting", "confirmed", "gone"])
    live = serializers.CharField(allow_blank=True, help_text="id of the live session")
    question = serializers.CharField(allow_blank=True)
    session = serializers.CharField(allow_blank=True)
    congress = serializers.CharField(allow_blank=True)
