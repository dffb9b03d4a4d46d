"""Questions are merged and taken apart again while the hall votes for all of them."""

import asyncio

from scripts.bars import Figure
from tests.load.burst import Burst
from tests.load.place import Place
from tests.load.rest import Rest
from tests.load.sizes import Size

PAUSE = 0.3
"""Seconds between two acts of the moderator."""


async def merges(place: Place, size: Size) -> list[Figure]:
    """A moderator merges each second question into the one before it, takes half of them out, merges again."""
    burst = Burst(place, place.halls["merges"])
    moderator = place.rest(dict(burst.hall.moderator))
    phones = burst.add(burst.hall.people, place.doors)
    try:
        await burst.connect(phones)
        await moderator.call("GET", "session")
        votes = asyncio.create_task(burst.vote(size.merge_rate, size.merge_seconds))
        done = await _moderate(moderator, burst, votes)
        await votes
        equal = await burst.settle()
    finally:
        moderator.close()
        await burst.close()
    questions = [int(question) for question in burst.hall.questions]
    leads = dict(zip(questions[1::2], questions[::2], strict=True))
    title = f"merges, {len(phones)} phones, {size.merge_rate:.0f} votes/s"
    return [
        Figure(f"{title}: merged or taken out (proves the merging)", done, 2, at_most=False),
        Figure(f"{title}: phones with the server's list", equal, 1, at_most=False),
        *burst.count(title, may_refuse=True, leads=leads),
    ]


async def _moderate(moderator: Rest, burst: Burst, votes: "asyncio.Task[None]") -> int:
    """Merge and take out in turn for as long as votes come; how many acts were carried out."""
    questions, done, turn = burst.hall.questions, 0, 0
    pairs = list(zip(questions[1::2], questions[::2], strict=True))
    while not votes.done():
        question, leader = pairs[turn // 2 % len(pairs)]
        verb, more = (("merge", {"into": leader}), ("unmerge", {}))[turn % 2 if turn % 4 < 2 else 0]
        path = f"live/{burst.hall.session}/questions/{question}/{verb}"
        answer = await moderator.call("POST", path, more)
        done += answer.status == 200
        turn += 1
        await asyncio.sleep(PAUSE)
    return done
