"""Settings of a worker process that a test starts: as configured, with tasks in the database as in production."""

from config.settings import *  # noqa: F403 - a settings module extends another this way

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
