"""What a visitor of the demo needs, written for ``make run``: ``python -m scripts.demo_facts <file>``.

Runs inside the virtual environment, right after the demo data were loaded; a later start reads the file alone.
"""

import json
import os
import sys
from pathlib import Path


def facts() -> dict[str, object] | None:
    """Demo accounts and join code, or None when the database holds other data."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from forum.accounts import demo as accounts
    from forum.accounts.models import User
    from forum.congress import demo as congress

    if not User.objects.filter(email=accounts.PEOPLE[0].email).exists():
        return None
    people = [
        {"role": ", ".join(role.value for role in person.roles) or "member", "email": person.email}
        for person in accounts.PEOPLE
    ]
    return {"accounts": people, "password": accounts.PASSWORD, "join_code": congress.join_code()}


if __name__ == "__main__":
    found = facts()
    if found:
        Path(sys.argv[1]).write_text(json.dumps(found))
