"""The same request twice is carried out once."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from forum.core.errors import ConflictError
from forum.core.models import RateBucket, RepeatedRequest
from forum.core.repeats import run_once


@pytest.mark.django_db
def test_a_repeated_request_gets_the_first_answer_and_does_nothing() -> None:
    calls: list[int] = []

    def work() -> dict[str, Any]:
        calls.append(1)
        return {"id": len(calls)}

    first = run_once(scope="u1 POST /x", key="k", request={"a": 1}, work=work)
    second = run_once(scope="u1 POST /x", key="k", request={"a": 1}, work=work)
    assert (first, second, calls) == ({"id": 1}, {"id": 1}, [1])


@pytest.mark.django_db
def test_a_key_of_somebody_else_is_another_key() -> None:
    run_once(scope="u1 POST /x", key="k", request={}, work=lambda: {"id": 1})
    assert run_once(scope="u2 POST /x", key="k", request={}, work=lambda: {"id": 2}) == {"id": 2}


@pytest.mark.django_db
def test_a_key_with_another_body_is_refused() -> None:
    run_once(scope="u1 POST /x", key="k", request={"a": 1}, work=lambda: {"id": 1})
    with pytest.raises(ConflictError) as refused:
        run_once(scope="u1 POST /x", key="k", request={"a": 2}, work=lambda: {"id": 2})
    assert refused.value.code == "idempotency_key_reused"


@pytest.mark.django_db
def test_a_failed_request_may_be_sent_again() -> None:
    def fail() -> dict[str, Any]:
        raise ConflictError("closed")

    with pytest.raises(ConflictError):
        run_once(scope="s", key="k", request={}, work=fail)
    assert RepeatedRequest.objects.count() == 0
    assert run_once(scope="s", key="k", request={}, work=lambda: {"id": 1}) == {"id": 1}


@pytest.mark.django_db(transaction=True)
def test_of_simultaneous_requests_one_is_carried_out() -> None:
    barrier = Barrier(4)
    answers: list[dict[str, Any]] = []

    def send() -> None:
        def work() -> dict[str, Any]:
            row = RateBucket.objects.create(
                key=f"done {RateBucket.objects.count()}", tokens=0, updated="2026-01-01T00Z"
            )
            return {"id": row.pk}

        try:
            barrier.wait(5)
            answers.append(run_once(scope="s", key="k", request={}, work=work))
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert RateBucket.objects.count() == 1
    assert answers == [answers[0]] * 4
