"""Who may do what, and which texts and changes are allowed. No reads, no writes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.accounts.rules import Reader, has_role
from forum.core.characters import is_text, with_line_ends
from forum.core.errors import ConflictError, InvalidError
from forum.core.limits import Limit
from forum.municipalities.enums import Kind as MunicipalityKind
from forum.municipalities.models import Municipality
from forum.threads.enums import Group, Identity, Kind, SizeClass, State
from forum.threads.models import Post, Thread

TITLE_LENGTH: Final = (8, 150)
TEXT_LENGTH: Final = (10, 20_000)
REASON_LENGTH: Final = (5, 300)
GRACE_TIME: Final = timedelta(minutes=5)
GRACE_CHARACTERS: Final = 100
FEWEST_DESCRIBED: Final = 5
"""A description of an author must fit at least so many municipalities."""

ASK_LIMIT: Final = Limit("thread.ask", burst=5, every=120)
POST_LIMIT: Final = Limit("thread.post", burst=10, every=20)
PREVIEW_LIMIT: Final = Limit("thread.preview", burst=60, every=1)

CHOSEN_LEVELS: Final = (Identity.NAMED, Identity.MUNICIPALITY, Identity.DESCRIBED)
"""How authors may show themselves; who carries a question over speaks for somebody else and is named as such."""

TRANSITIONS: Final[dict[State, frozenset[State]]] = {
    State.DRAFT: frozenset({State.PENDING, State.PUBLISHED, State.REMOVED}),
    State.PENDING: frozenset({State.PUBLISHED, State.REMOVED}),
    State.PUBLISHED: frozenset({State.HIDDEN, State.REMOVED}),
    State.HIDDEN: frozenset({State.PUBLISHED, State.REMOVED}),
    State.REMOVED: frozenset(),
}
"""From each state to which others. Removal is final; hiding can be taken back."""

_SIZES: Final = (
    (20_000, SizeClass.UNDER_20),
    (50_000, SizeClass.UNDER_50),
    (100_000, SizeClass.UNDER_100),
    (250_000, SizeClass.UNDER_250),
    (500_000, SizeClass.UNDER_500),
)
_GROUPS: Final[dict[str, Group]] = {
    MunicipalityKind.DISTRICT: Group.DISTRICT,
    MunicipalityKind.CITY_REGION: Group.DISTRICT,
    MunicipalityKind.INDEPENDENT_CITY: Group.CITY,
    MunicipalityKind.MUNICIPALITY: Group.MUNICIPALITY,
}


def is_moderator(reader: Reader) -> bool:
    """Whether the reader keeps the whole forum in order: sees every category and hidden content."""
    return has_role(reader, Role.MODERATOR)


def may_use_kind(actor: User, kind: str) -> bool:
    """Announcements are the office's; every other kind is everybody's."""
    return kind != Kind.ANNOUNCEMENT or has_role(actor, Role.MODERATOR, Role.COORDINATOR)


def may_edit(reader: Reader, post: Post) -> bool:
    """Only authors change their words, and only while these are published."""
    return isinstance(reader, User) and post.author_id == reader.pk and post.state == State.PUBLISHED


def may_accept(reader: Reader, thread: Thread) -> bool:
    """The asker of a question says what helped; a moderator may, too."""
    if thread.kind != Kind.QUESTION or thread.state != State.PUBLISHED or not isinstance(reader, User):
        return False
    return thread.author_id == reader.pk or is_moderator(reader)


def is_acceptable(post: Post) -> bool:
    """The question itself is no answer, nor is what readers cannot see."""
    return post.state == State.PUBLISHED and post.number is not None and post.number > 1


def check_transition(old: str, new: str) -> None:
    """Raise ``ConflictError("bad_transition")`` unless the table allows it."""
    if State(new) not in TRANSITIONS[State(old)]:
        raise ConflictError("bad_transition")


def clean_title(title: str) -> str:
    """A title on one line; raises ``InvalidError`` (``malformed_text``, ``too_short`` or ``too_long``)."""
    return _measured(" ".join(title.split()), TITLE_LENGTH, "title")


def clean_text(text: str) -> str:
    """A text with unified line ends; raises ``InvalidError`` (``malformed_text``, ``too_short`` or ``too_long``)."""
    return _measured(with_line_ends(text).strip("\n").rstrip(), TEXT_LENGTH, "text")


def clean_reason(reason: str) -> str:
    """A reason on one line; raises ``InvalidError`` (``malformed_text``, ``too_short`` or ``too_long``)."""
    return _measured(" ".join(reason.split()), REASON_LENGTH, "reason")


def _measured(text: str, length: tuple[int, int], field: str) -> str:
    fewest, most = length
    if len(text.strip()) < fewest:
        raise InvalidError("too_short", field=field, limit=fewest)
    if len(text) > most:
        raise InvalidError("too_long", field=field, limit=most)
    if not is_text(text):
        raise InvalidError("malformed_text", field=field)
    return text


def changed_characters(old: str, new: str) -> int:
    """Length of the stretch in which two texts differ, in characters: what is left after the common begin and end.

    Two far changes count with all between them; that errs towards marking an edit, and takes linear time.
    """
    shorter = min(len(old), len(new))
    begin = 0
    while begin < shorter and old[begin] == new[begin]:
        begin += 1
    end = 0
    while end < shorter - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    return max(len(old), len(new)) - begin - end


def is_silent_edit(*, post: Post, first_text: str, new_text: str, replied: bool, moment: datetime) -> bool:
    """Whether an edit stays without mark: soon, small against the first text, and before anybody answered."""
    if replied or post.edited is not None or moment - post.created > GRACE_TIME:
        return False
    return changed_characters(first_text, new_text) <= GRACE_CHARACTERS


@dataclass(frozen=True)
class Description:
    """A municipality in words that fit several; an empty part says nothing."""

    group: str = ""
    size: str = ""


def size_class(population: int | None) -> str:
    """The size class; empty when the number of inhabitants is unknown."""
    if population is None:
        return ""
    return next((size for limit, size in _SIZES if population < limit), SizeClass.OVER_500)


def descriptions(municipality: Municipality) -> list[Description]:
    """All descriptions of a municipality, from the finest to the one that fits every municipality."""
    group, size = _GROUPS[municipality.kind], size_class(municipality.population)
    found = [Description(group, size), Description("", size)] if size else []
    return [*found, Description(group, ""), Description()]


def fits(description: Description, municipality: Municipality) -> bool:
    """Whether a description fits a municipality."""
    same_group = description.group in {"", _GROUPS[municipality.kind]}
    return same_group and description.size in {"", size_class(municipality.population)}
