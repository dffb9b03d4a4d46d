"""Settings of the tests: fast passwords, mails in memory; database and channel layer as the environment says."""

import os

from config.env import env
from config.settings import *  # noqa: F403 - a settings module extends another this way
from config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if env.database.is_sqlite:
    # A file, not memory: tests with threads need the locking that production has.
    env.data_dir.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(env.data_dir / f"test-{os.getpid()}.sqlite3")}
if env.redis_url:
    # Redis delivers to every database number alike: without its own prefix a run hears another one's messages.
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "realtime.layer.RedisLayer",
            "CONFIG": {"hosts": [env.redis_url], "prefix": f"test-{os.getpid()}"},
        }
    }
