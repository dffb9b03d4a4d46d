"""Several workers at the same moment send each mail once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection

from forum.core.clock import now
from forum.notifications.actions import deliver_due
from forum.notifications.models import OutboxMail
from forum.notifications.rules import BATCH

WORKERS = 4


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_mail_once() -> None:
    addresses = {f"person-{number}@musterstadt.example" for number in range(3 * BATCH)}
    OutboxMail.objects.bulk_create(
        OutboxMail(to=to, subject="x", body="y", stored=now(), due=now()) for to in sorted(addresses)
    )

    def work(_: int) -> int:
        try:
            taken = 0
            while (done := deliver_due()).taken:
                taken += done.taken
            return taken
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        assert sum(pool.map(work, range(WORKERS))) == 3 * BATCH
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(addresses)
    assert not OutboxMail.objects.exists()
