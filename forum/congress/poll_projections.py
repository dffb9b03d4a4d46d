"""What each stream sees of polls, as JSON-ready data.

Guaranteed outside moderation: no draft, no result that is hidden until the poll is closed (neither the number of
ballots nor the result's version, which would tell how many came), no word that waits or is blocked.
"""

from collections.abc import Iterable
from typing import Any

from forum.accounts.rules import Reader
from forum.congress import poll_rules, queries, tallies
from forum.congress.enums import PollKind, PollResults, PollState, Stream, WordState
from forum.congress.models import Poll
from forum.core.errors import NotFoundError

Shape = dict[str, Any]


def polls(session_id: int, stream: Stream) -> list[Shape]:
    """The polls that a stream shows, in their order."""
    return [poll(one, stream) for one in queries.polls(session_id) if poll_rules.is_shown(one, stream)]


def changed(session_id: int, stream: Stream, poll_ids: Iterable[int]) -> Shape:
    """What became of these polls: ``polls`` as they are now, ``gone_polls`` that have left the stream; empty when none.

    The hall and the stage hear of a poll's leaving only if they can have known it.
    """
    ids = tuple(poll_ids)
    found = list(queries.polls(session_id, ids)) if ids else []
    shown = [poll(one, stream) for one in found if poll_rules.is_shown(one, stream)]
    if stream == Stream.MODERATION:
        gone = sorted(set(ids) - {one.pk for one in found})
    else:
        gone = [one.pk for one in found if one.state != PollState.DRAFT and not poll_rules.is_shown(one, stream)]
    change: Shape = {"polls": shown, "gone_polls": [str(pk) for pk in gone]}
    return {name: value for name, value in change.items() if value}


def results(session_id: int, poll_ids: Iterable[int]) -> dict[Stream, dict[str, Shape]]:
    """For each stream: the results that it may see now, by poll id, each with its ``version``."""
    found = list(queries.polls(session_id, poll_ids))
    return {
        stream: {
            str(one.pk): {**shown, "version": one.result_version}
            for one in found
            if poll_rules.is_shown(one, stream) and (shown := result(one, stream)) is not None
        }
        for stream in Stream
    }


def poll_results(session_id: int) -> list[Shape]:
    """For documentation and exports: the polls whose result everybody may see, as the hall sees them, in order."""
    return [poll(one, Stream.PUBLIC) for one in queries.polls(session_id) if poll_rules.has_open_result(one)]


def desk_poll(*, reader: Reader, session_id: int, poll_id: int) -> Shape:
    """A poll as the desk sees it; raises ``NotFoundError`` unless the reader is staff of this congress."""
    live = queries.access_desk(session_id=session_id, reader=reader).live
    found = queries.polls(live.pk, [poll_id]).first()
    if found is None:
        raise NotFoundError
    return poll(found, Stream.MODERATION)


def own_ballots(session_id: int, participant_id: int) -> Shape:
    """What one participant wants, by poll."""
    return {str(ballot.poll_id): ballot.choices for ballot in queries.own_ballots(participant_id, session_id)}


def poll(one: Poll, stream: Stream) -> Shape:
    """A poll as a stream sees it; only for polls that it shows."""
    shown = result(one, stream)
    shape = {
        "id": str(one.pk),
        "kind": one.kind,
        "text": one.text,
        "state": one.state,
        "hidden": one.results == PollResults.HIDDEN,
        "stage": one.on_stage,
        "position": one.position,
        "options": [{"id": str(option.pk), "text": option.text} for option in one.options.all()],
        "most": one.most,
        "scale": _scale(one),
        "rev": one.version,
        "version": one.result_version if shown is not None else 0,
        "result": shown,
    }
    if stream == Stream.MODERATION:
        shape["changed_by"] = one.changed_by.name if one.changed_by else None
    return shape


def result(one: Poll, stream: Stream) -> Shape | None:
    """The result as a stream may see it now; ``None`` of a draft, and while it is hidden."""
    if one.state == PollState.DRAFT or (stream != Stream.MODERATION and not poll_rules.has_open_result(one)):
        return None
    return {"ballots": one.ballot_count, **_counted(one, stream)}


def _counted(one: Poll, stream: Stream) -> Shape:
    if one.kind == PollKind.WORDS:
        return _words(one, stream)
    if one.kind == PollKind.SCALE:
        return tallies.scale_result(one.counts, one.scale_low or 0, one.scale_high or 0)
    options = [str(option.pk) for option in one.options.all()]
    count = tallies.ranking_result if one.kind == PollKind.RANKING else tallies.choice_result
    return count(one.counts, options)


def _words(one: Poll, stream: Stream) -> Shape:
    decided = {word.word: word.state for word in one.words.all()}
    premoderation = one.session.premoderation

    def may_be_shown(key: str) -> bool:
        return poll_rules.may_show_word(decided.get(key), premoderation=premoderation)

    shape: Shape = {"words": tallies.shown_words(one.counts, may_be_shown)}
    if stream == Stream.MODERATION:
        found = tallies.words(one.counts)
        waiting = [word for word in found if word.key not in decided and not may_be_shown(word.key)]
        shape["waiting"] = [_desk_word(word) for word in waiting[: poll_rules.WORDS_AT_ONCE]]
        shape["blocked"] = [_desk_word(word) for word in found if decided.get(word.key) == WordState.BLOCKED]
        shape["shown"] = [_desk_word(word) for word in found if may_be_shown(word.key)][: tallies.MOST_WORDS]
    return shape


def _desk_word(word: tallies.Word) -> Shape:
    return {"key": word.key, "text": word.text, "count": word.count}


def _scale(one: Poll) -> Shape | None:
    if one.scale_low is None or one.scale_high is None:
        return None
    return {
        "low": one.scale_low,
        "high": one.scale_high,
        "low_label": one.low_label,
        "high_label": one.high_label,
    }
