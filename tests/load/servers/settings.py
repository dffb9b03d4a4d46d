"""Django's settings for the servers with Channels: nothing but the channel layer."""

import os

SECRET_KEY = "only for measurements"
ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS: list[str] = []
INSTALLED_APPS: list[str] = ["channels"]
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [os.environ["REDIS_URL"]], "prefix": "bench"},
    }
}
USE_TZ = True
