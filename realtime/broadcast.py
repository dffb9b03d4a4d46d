"""From what happened in the domain to what sockets are told: one frame per audience, made and encoded once.

The handlers run after the commit, in the thread of the request. They read the projections that the domain narrows to
each audience; nothing here decides who may see what.
"""

from forum.accounts.events import RolesChanged, SignInsEnded
from forum.congress.events import AccessEnded, BallotsChanged, ScoresChanged, SessionChanged, SetsChanged
from forum.congress.projections import votes_in_sets
from forum.core.events import subscribe
from forum.threads import projections as threads
from forum.threads.events import AnswerAccepted, PostChanged, PostPublished, ReadersChanged
from forum.threads.queries import post_for_broadcast
from realtime import messages
from realtime.admission import EVERYBODY, PARTICIPANTS
from realtime.domain import PROJECTOR, account
from realtime.forum_domain import delta, receipts, results
from realtime.publish import publisher
from realtime.streams import ACCOUNTS, STREAMS, live_topic, thread_topic
from realtime.views import PostView


def listen() -> None:
    """Hear the domain's events from now on; repeating the call changes nothing."""
    subscribe(SessionChanged, tell_session)
    subscribe(SetsChanged, tell_sets)
    subscribe(AccessEnded, end_access)
    subscribe(RolesChanged, ask_account_again)
    subscribe(SignInsEnded, ask_account_again)
    subscribe(ScoresChanged, tell_scores)
    subscribe(BallotsChanged, tell_results)
    subscribe(PostPublished, tell_post)
    subscribe(PostChanged, tell_post)
    subscribe(AnswerAccepted, tell_accepted)
    subscribe(ReadersChanged, ask_readers_again)


def publish_frame(topic: str, message: messages.Server, rev: int = 0) -> None:
    """Send a message to an audience."""
    frame = {"type": "hub", "kind": "frame", "topic": topic, "text": messages.encode(message), "rev": rev}
    publisher().publish(topic, frame)


def publish_stale(topic: str) -> None:
    """Let an audience read its present state anew."""
    publisher().publish(topic, {"type": "hub", "kind": "stale", "topic": topic})


def publish_doubt(topic: str, whose: str) -> None:
    """Let it be asked again whether these people may follow an audience; by ``ACCOUNTS``, any audience."""
    publisher().publish(topic, {"type": "hub", "kind": "doubt", "topic": topic, "whose": whose})


def tell_session(event: SessionChanged) -> None:
    """A delta to each stream, and to the askers what has become of their questions.

    A projection that fails keeps nothing from the other audiences; its own reads the present state.
    """
    failed: list[Exception] = []
    for stream in STREAMS:
        topic = live_topic(event.session_id, stream)
        try:
            publish_frame(topic, delta(event, stream), event.rev)
        except Exception as error:
            publish_stale(topic)
            failed.append(error)
    try:
        _tell_askers(event)
    except Exception as error:
        publish_stale(live_topic(event.session_id, "public"))
        failed.append(error)
    if failed:
        raise ExceptionGroup("not everybody could be told of a change", failed)


def _tell_askers(event: SessionChanged) -> None:
    texts = {
        str(participant): [
            messages.encode(told) for told in receipts(event.session_id, participant, event.question_ids)
        ]
        for participant in event.participant_ids
    }
    if texts:
        topic = live_topic(event.session_id, "public")
        publisher().publish(topic, {"type": "hub", "kind": "personal", "topic": topic, "texts": texts})


def tell_scores(event: ScoresChanged) -> None:
    """The new scores to each stream; the hubs merge them."""
    for stream in STREAMS:
        told = {**event.scores, **(event.merged if stream == "moderation" else {})}
        scores = {question: list(score) for question, score in told.items()}
        topic = live_topic(event.session_id, stream)
        publisher().publish(topic, {"type": "hub", "kind": "scores", "topic": topic, "scores": scores})


def tell_results(event: BallotsChanged) -> None:
    """The new results of polls to each stream that may see them; the hubs merge them."""
    try:
        told = results(event.session_id, event.poll_ids)
    except Exception:
        for stream in STREAMS:
            publish_stale(live_topic(event.session_id, stream))
        raise
    for stream, polls in told.items():
        if polls:
            topic = live_topic(event.session_id, stream)
            publisher().publish(topic, {"type": "hub", "kind": "scores", "topic": topic, "scores": {}, "polls": polls})


def end_access(event: AccessEnded) -> None:
    """Close the sockets of who may no longer follow these sessions."""
    whose = PARTICIPANTS if event.participants else EVERYBODY
    if event.user_id is not None:
        whose = account(event.user_id)
    elif event.speaker_id is not None:
        whose = f"speaker {event.speaker_id}"
    elif event.by_stage_link:
        whose = PROJECTOR
    for session_id in event.session_ids:
        for stream in STREAMS:
            topic = live_topic(session_id, stream)
            publisher().publish(topic, {"type": "hub", "kind": "ended", "topic": topic, "whose": whose})


def ask_account_again(event: RolesChanged | SignInsEnded) -> None:
    """Close what this account may follow no longer, in every process; what it still may stays open."""
    publish_doubt(ACCOUNTS, account(event.user_id))


def ask_readers_again(event: ReadersChanged) -> None:
    """Close the thread for those who may read it no longer; it stays open to everybody else."""
    publish_doubt(thread_topic(event.thread_id), EVERYBODY)


def tell_sets(event: SetsChanged) -> None:
    """To each voter of these sets which questions now show their vote."""
    topic = live_topic(event.session_id, "public")
    try:
        sets = votes_in_sets(event.session_id, event.question_ids)
    except Exception:
        publish_stale(topic)
        raise
    texts = {str(voter): [messages.encode(messages.OwnVotes(votes=votes))] for voter, votes in sets.items() if votes}
    if texts:
        publisher().publish(topic, {"type": "hub", "kind": "personal", "topic": topic, "texts": texts})


def tell_post(event: PostPublished | PostChanged) -> None:
    """Show the post as every reader of its thread sees it, or say that it is not shown any more."""
    post = post_for_broadcast(event.post_id)
    thread = str(event.thread_id)
    if post is None:
        publish_frame(thread_topic(thread), messages.PostGone(thread=thread, number=event.number))
        return
    view = messages.from_domain(PostView, {**threads.post_view(post), "id": str(post.pk)})
    told = messages.Post(thread=thread, post=view, highest=post.thread.highest_number)
    publish_frame(thread_topic(thread), told)


def tell_accepted(event: AnswerAccepted) -> None:
    """Mark the answer, or take the mark away."""
    thread = str(event.thread_id)
    told = messages.Accepted(thread=thread, number=event.number, accepted=event.accepted)
    publish_frame(thread_topic(thread), told)
