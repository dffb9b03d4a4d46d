"""Health check of one process of ``docker-compose.yml``: exits 0 when it is fit to work, else 1 with the reason.

``python deploy/alive.py web`` and ``... realtime`` ask ``/readyz`` and ``/healthz`` on the port of their server;
``... worker`` looks into the database whether a task has been waiting for too long.
"""

import http.client
import os
import sys
from urllib.parse import urlsplit

LONGEST_WAIT_SECONDS = 600
OVERDUE = """
    SELECT count(*) FROM django_tasks_database_dbtaskresult
    WHERE status = 'READY' AND enqueued_at < now() - make_interval(secs => %(wait)s)
    AND (run_after >= '9999-01-01' OR run_after < now() - make_interval(secs => %(wait)s))
"""  # a task without a date of its own has the last day there is


def fault_of_server(port: str, path: str) -> str | None:
    """Why the server on this port is not fit, or None. It answers to the public host name alone."""
    public = urlsplit(os.environ["BASE_URL"])
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=4)
    try:
        connection.request("GET", path, headers={"Host": public.netloc, "X-Forwarded-Proto": public.scheme})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return f"port {port} does not answer: {error}"
    finally:
        connection.close()
    return None if status == 200 else f"{path} answers {status}"


def fault_of_worker() -> str | None:
    """Why the worker is not fit, or None: tasks that nobody takes."""
    import psycopg

    try:
        with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=4) as connection:
            row = connection.execute(OVERDUE, {"wait": LONGEST_WAIT_SECONDS}).fetchone()
    except psycopg.Error as error:
        return f"database: {error}"
    waiting = row[0] if row else 0
    return f"{waiting} tasks wait for more than {LONGEST_WAIT_SECONDS} s" if waiting else None


def fault(process: str) -> str | None:
    """Why this process is not fit, or None."""
    if process == "web":
        return fault_of_server(os.environ["GRANIAN_PORT"], "/readyz")
    if process == "realtime":
        return fault_of_server(os.environ["UVICORN_PORT"], "/healthz")
    if process == "worker":
        return fault_of_worker()
    return f"unknown process {process!r}"


if __name__ == "__main__":
    found = fault(sys.argv[1] if len(sys.argv) == 2 else "")
    if found:
        sys.exit(found)
