"""What live messages show of sessions, questions and posts.

The content comes from the domain's projections, narrowed to the stream there. The types refuse a field that is not
named here, so a projection that says more than agreed fails in tests and never reaches a phone.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern="^[0-9]{1,19}$", description="Id of an object, decimal digits")]
Moment = Annotated[str, Meta(description="ISO 8601 in UTC")]
State = Literal["submitted", "approved", "on_stage", "answered", "deferred", "rejected", "withdrawn", "merged"]
Identity = Literal["anonymous", "pseudonym", "municipality", "named"]


class View(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Base of everything shown."""


class SessionRules(View):
    """What a form has to know before it asks the server."""

    min: Annotated[int, Meta(description="Fewest characters of a question")]
    max: Annotated[int, Meta(description="Most characters of a question")]
    open: Annotated[int, Meta(description="Questions of one person that may be open at a time")]
    name_min: int
    name_max: int
    reasons: Annotated[list[str], Meta(description="Codes of the reasons for a rejection")]
    key_days: Annotated[int, Meta(description="So many days after closing, the session's voter key is destroyed")]


class SpeakerView(View):
    """Somebody who has a part in the session."""

    name: str
    role: Literal["speaker", "impulse", "panel", "chair", "opening"]


class LiveSession(View):
    """The live session itself."""

    id: Id
    title: str
    congress: Annotated[str, Meta(description="Title of the congress")]
    congress_slug: str
    state: Literal["planned", "open", "closed"]
    premoderation: Annotated[bool, Meta(description="Questions wait for approval before others see them")]
    documented: Annotated[bool, Meta(description="Closed, and everybody may read its documentation")]
    code: Annotated[str, Meta(description="Join code as people read it")]
    join_url: Annotated[str, Meta(description="What the QR code says")]
    ends: Moment | None
    rules: SessionRules
    key_until: Annotated[Moment | None, Meta(description="When the voter key will be destroyed; once closed")] = None
    key_destroyed: Annotated[Moment | None, Meta(description="When it was: nothing joins votes to people since")] = None
    question_seconds: Annotated[int | None, Meta(description="Time that one question may take on stage")] = None
    speakers: list[SpeakerView] = []
    fictional: Annotated[bool, Meta(description="Sample data: the congress is invented")] = False


class WrittenAnswer(View):
    """An answer in writing."""

    id: Id
    text: Annotated[str, Meta(description="Plain text; lines are as written")]
    by: str
    at: Moment
    noted: Annotated[bool, Meta(description="Written down by staff for whom `by` names")] = False


class Question(View):
    """A question as its stream may see it."""

    id: Id
    text: str
    by: Annotated[str | None, Meta(description="As the asker chose to be shown; null when anonymous")]
    identity: Identity
    verified: Annotated[bool, Meta(description="An account stands behind `by`; false when the asker typed it")]
    state: State
    score: Annotated[int, Meta(ge=0, description="Distinct people")]
    version: Annotated[int, Meta(ge=0, description="Version of the score")]
    rev: Annotated[int, Meta(ge=0, description="Version of the question, for the check of moderating calls")]
    at: Annotated[Moment | None, Meta(description="Since when others see it")]
    stage_since: Moment | None
    answered_at: Moment | None
    edited: Annotated[bool, Meta(description="Staff have changed the wording")] = False
    labels: list[str] = []
    pinned: Annotated[int | None, Meta(description="Place on the shortlist, 1 comes next")] = None
    also: Annotated[list[str], Meta(description="Also asked as: approved wordings of those merged into this")] = []
    also_more: Annotated[int, Meta(ge=0, description="So many more of its set, whose wording was not approved")] = 0
    answers: Annotated[list[WrittenAnswer], Meta(description="Oldest first")] = []
    answered_how: Annotated[
        Literal["oral", "written", "forum"] | None, Meta(description="Where it was answered first")
    ] = None
    thread: Annotated[Id | None, Meta(description="The thread in the forum that it has become")] = None


class OwnQuestion(Question):
    """One's own question with its receipt, whatever became of it."""

    reason: Annotated[str | None, Meta(description="Code of the reason for a rejection")] = None
    created: Moment | None = None
    merged_into: Annotated[Id | None, Meta(description="The question that leads the set into which it was merged")] = (
        None
    )


class MergedQuestion(View):
    """A question merged into the one shown."""

    id: Id
    text: str
    score: Annotated[int, Meta(ge=0, description="People who voted for this very question")]
    shown: Annotated[bool, Meta(description="Its wording was approved, so the hall sees it with the leader")]


class DeskQuestion(OwnQuestion):
    """A question on the moderation stream."""

    changed_by: Annotated[str | None, Meta(description="Who of the staff changed it last")] = None
    original: Annotated[str | None, Meta(description="The asker's wording where staff have changed it")] = None
    merged: Annotated[list[MergedQuestion], Meta(description="Its set, in the order of asking")] = []
    similar: Annotated[list[Id], Meta(description="Earlier questions that ask much the same")] = []


class Place(View):
    """A municipality."""

    ags: Annotated[str, Meta(description="Amtlicher Gemeindeschlüssel")]
    name: str


class Author(View):
    """As much of an author as the chosen level shows; empty where it says nothing."""

    level: str
    name: str
    municipality: Place | None
    group: str
    size: str


class PostView(View):
    """A post of a thread as every reader may see it."""

    id: Id
    number: Annotated[int, Meta(ge=1)]
    state: str
    reason: str
    html: Annotated[str, Meta(description="Rendered and sanitised by the server; empty unless published")]
    author: Author | None
    by_asker: bool
    created: Moment
    edited: Moment | None
    version: int
