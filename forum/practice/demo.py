"""Invented examples for trying curation out, each marked "Beispieldaten"; their texts are in ``demo_examples.json``.

Those of real municipalities say nothing but neutral, plausible structures; conflicts belong to invented places. All
go the way that everybody's examples go: the same moves, by the people of ``forum.accounts.demo``.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from forum.accounts.demo import person
from forum.accounts.models import User
from forum.core.clock import now
from forum.municipalities.demo import place
from forum.practice import actions
from forum.practice.actions import Given
from forum.practice.actions.copies import refresh_derived
from forum.practice.enums import AnonymisationCheck, State, Verb
from forum.practice.models import PracticeExample, Release, Revision, RevisionMunicipality

FILE: Final = Path(__file__).parent / "demo_examples.json"
_TICKED: Final = frozenset(AnonymisationCheck.values)
_CHECKED: Final = Given(anonymisation=_TICKED, links_checked=True)
_WAYS: Final[dict[str, tuple[Verb, ...]]] = {
    State.DRAFT: (),
    State.SUBMITTED: (Verb.SUBMIT,),
    State.IN_REVIEW: (Verb.SUBMIT, Verb.CLAIM),
    State.CHANGES_REQUESTED: (Verb.SUBMIT, Verb.CLAIM, Verb.REQUEST_CHANGES),
    State.RELEASE_PENDING: (Verb.SUBMIT, Verb.CLAIM, Verb.REQUEST_RELEASE),
    State.APPROVED: (Verb.SUBMIT, Verb.CLAIM, Verb.REQUEST_RELEASE, Verb.RELEASE),
    State.PUBLISHED: (Verb.SUBMIT, Verb.CLAIM, Verb.REQUEST_RELEASE, Verb.RELEASE, Verb.PUBLISH),
    State.REJECTED: (Verb.SUBMIT, Verb.REJECT),
}


@transaction.atomic
def load() -> None:
    """Load the examples, with ages counted from today; repeating it changes nothing.

    Needs the people and places of the packages below.
    """
    for told in json.loads(FILE.read_text(encoding="utf-8")):
        if not Revision.objects.filter(example__demo=True, title=told["content"]["title"]).exists():
            _load_one(told)


def _load_one(told: dict[str, Any]) -> None:
    revision = actions.start_example(actor=person("member"), content=told["content"], demo=True)
    for verb in _WAYS[told["state"]]:
        _before(verb, revision, told)
        actor, given = _who(verb, told)
        actions.move(actor=actor, revision_id=revision.pk, verb=verb, given=given)
    _place_and_date(Revision.objects.get(pk=revision.pk), told)


def _who(verb: Verb, told: dict[str, Any]) -> tuple[User, Given]:
    acts: dict[Verb, tuple[str, Given]] = {
        Verb.SUBMIT: ("member", Given()),
        Verb.CLAIM: ("curator", Given()),
        Verb.REQUEST_CHANGES: ("curator", Given()),
        Verb.REQUEST_RELEASE: ("curator", Given(anonymisation=_TICKED)),
        Verb.RELEASE: ("lead", Given(function="Leitung Fachbereich Soziales")),
        Verb.PUBLISH: ("curator2", _CHECKED),
        Verb.REJECT: ("curator", Given(reason=told.get("reason", ""), text=told.get("text", ""))),
    }
    key, given = acts[verb]
    return person(key), given


def _before(verb: Verb, revision: Revision, told: dict[str, Any]) -> None:
    """Notes and the curator's judgement, which the next move asks for."""
    curator = person("curator")
    if verb == Verb.REQUEST_CHANGES:
        for field, text in told["notes"].items():
            actions.add_note(actor=curator, revision_id=revision.pk, field=field, text=text)
    if verb == Verb.REQUEST_RELEASE:
        version = Revision.objects.get(pk=revision.pk).version
        rating, reason = told["transfer"]
        actions.rate_transfer(actor=curator, revision_id=revision.pk, version=version, rating=rating, reason=reason)


def _place_and_date(revision: Revision, told: dict[str, Any]) -> None:
    """Put in whose example it is, and how old.

    Nobody of the demo works for a real municipality, so Musterstadt's people carry each example through curation and
    the place is put in afterwards, without a record that it had released anything.
    """
    moment = now() - timedelta(days=told["days"])
    names = told["places"]
    if names != ["Musterstadt"]:
        RevisionMunicipality.objects.filter(revision=revision).delete()
        Release.objects.filter(revision=revision).delete()
        for position, name in enumerate(names):
            role = "partner" if position else "lead"
            RevisionMunicipality.objects.create(
                revision=revision, municipality=place(name), role=role, position=position
            )
    refresh_derived(revision)
    revision.state_since = revision.edited = moment
    if revision.published_at:
        revision.published_at = moment
        verified = timezone.localdate(moment)
        due = verified.replace(year=verified.year + 2, day=min(verified.day, 28))
        PracticeExample.objects.filter(pk=revision.example_id).update(verified_on=verified, review_due=due)
    if revision.due_on:
        revision.due_on = revision.due_on - timedelta(days=told["days"])
    revision.save()
