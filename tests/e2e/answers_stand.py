"""Ten minutes later: the answers of today have stood long enough to be told, and the upkeep runs.

``python -m tests.e2e.answers_stand`` with the environment of a server.
"""

import os


def later() -> None:
    """Let all answers be older, and do what is due."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from forum.congress.actions.notices import STANDS_AFTER
    from forum.congress.models import LiveQuestion
    from forum.core.clock import now
    from forum.core.upkeep import run_upkeep

    LiveQuestion.objects.filter(answered__gt=now() - STANDS_AFTER).update(answered=now() - STANDS_AFTER)
    run_upkeep()


if __name__ == "__main__":
    later()
