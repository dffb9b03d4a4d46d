"""Categories, threads and posts for tests, written through the actions that everybody uses."""

from itertools import count
from typing import Any

from forum.accounts.models import User
from forum.core.models import RateBucket
from forum.threads.actions import answer, ask
from forum.threads.enums import Access, Identity, Kind
from forum.threads.models import Category, CircleMember, Post, Thread
from tests.factories.accounts import make_user

_numbers = count(1)
TEXT = "Wir suchen Erfahrungen aus anderen Kommunen."


def make_category(access: Access = Access.PUBLIC, *circle: User, **fields: Any) -> Category:
    """A category; people of its circle after the access."""
    number = next(_numbers)
    values = {"slug": f"bereich-{number}", "title": f"Themenbereich {number}", "access": access, **fields}
    category = Category.objects.create(**values)
    CircleMember.objects.bulk_create(CircleMember(category=category, user=user) for user in circle)
    return category


def make_thread(category: Category | None = None, author: User | None = None, **fields: Any) -> Thread:
    """A question with its first post; ``fields`` as of ``ask``."""
    author = author or make_user()
    values = {
        "kind": Kind.QUESTION,
        "title": f"Frage Nummer {next(_numbers)} aus dem Alltag",
        "text": TEXT,
        "identity": Identity.NAMED,
        **fields,
    }
    RateBucket.objects.all().delete()
    return ask(actor=author, category=(category or make_category()).slug, **values).thread


def make_answer(thread: Thread, author: User | None = None, **fields: Any) -> Post:
    """A further post; ``fields`` as of ``answer``."""
    values = {"text": "Bei uns hat ein gemeinsamer Rundgang geholfen.", "identity": Identity.NAMED, **fields}
    RateBucket.objects.all().delete()
    return answer(actor=author or make_user(), thread_id=thread.pk, **values)
