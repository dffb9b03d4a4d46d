"""What live messages show of polls and their results; made like ``views``."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from realtime.views import Id, View

Choices = Annotated[
    list[str | int],
    Meta(
        max_length=20,
        description="single: one option's id. multiple: ids. scale: one whole number. ranking: ids, the best first, "
        "those left out are not ranked. words: words. Empty: no ballot",
    ),
]
ResultVersion = Annotated[
    int, Meta(ge=0, description="Version of the result; a lower one than the known one is out of date")
]


class PollOption(View):
    """Something that can be chosen or ranked."""

    id: Id
    text: str


class PollScale(View):
    """The range of a scale, and what its ends mean."""

    low: int
    high: int
    low_label: str
    high_label: str


class PollResult(View):
    """What came out so far; which fields there are depends on the kind of the poll."""

    ballots: Annotated[int, Meta(ge=0, description="People who voted")]
    counts: Annotated[
        dict[str, int] | UnsetType,
        Meta(description="Ballots by option or step; of a ranking those that rank the option"),
    ] = UNSET
    mean: Annotated[float | UnsetType | None, Meta(description="scale: arithmetic mean, null without a ballot")] = UNSET
    median: Annotated[float | UnsetType | None, Meta(description="scale: median, null without a ballot")] = UNSET
    points: Annotated[
        dict[Id, int] | UnsetType,
        Meta(description="ranking: Borda points; with n options the first place gives n, the last 1, no place 0"),
    ] = UNSET
    ranks: Annotated[
        dict[Id, float | None] | UnsetType,
        Meta(description="ranking: mean place among the ballots that rank the option"),
    ] = UNSET
    words: Annotated[
        list[tuple[str, int]] | UnsetType,
        Meta(description="words: those that may be shown, in the spelling used most, with their counts; at most 60"),
    ] = UNSET


class DeskWord(View):
    """A word of a cloud, in all its spellings."""

    key: Annotated[str, Meta(description="By which staff let it through or block it")]
    text: Annotated[str, Meta(description="The spelling used most")]
    count: int


class DeskPollResult(PollResult):
    """The result on the moderation stream, also while it is hidden."""

    waiting: Annotated[list[DeskWord] | UnsetType, Meta(description="words: not decided about, and not shown")] = UNSET
    shown: Annotated[list[DeskWord] | UnsetType, Meta(description="words: those that everybody may see")] = UNSET
    blocked: list[DeskWord] | UnsetType = UNSET


class Poll(View, kw_only=True):
    """A poll as its stream may see it."""

    id: Id
    kind: Literal["single", "multiple", "scale", "ranking", "words"]
    text: str
    state: Annotated[Literal["draft", "open", "closed"], Meta(description="Drafts on the moderation stream only")]
    hidden: Annotated[bool, Meta(description="The result is shown once the poll is closed")]
    stage: Annotated[bool, Meta(description="On the stage now")]
    position: int
    options: list[PollOption]
    most: Annotated[int, Meta(description="Options (multiple) or words that one person may name")]
    scale: PollScale | None
    rev: Annotated[int, Meta(ge=0, description="Version of the poll, for the check of moderating calls")]
    version: ResultVersion
    result: Annotated[PollResult | None, Meta(description="null while it is hidden, and of a draft")]


class DeskPoll(Poll, kw_only=True):
    """A poll on the moderation stream."""

    result: DeskPollResult | None
    changed_by: Annotated[str | None, Meta(description="Who of the staff changed it last")] = None


class PollScore(PollResult, kw_only=True):
    """The result of a poll as it is now."""

    version: ResultVersion


class DeskPollScore(DeskPollResult, kw_only=True):
    """The result of a poll as it is now, on the moderation stream."""

    version: ResultVersion
