"""Channels' documented pattern (its tutorial, part 3): each consumer joins a group and encodes its own frame.

Without the tutorial's ``AuthMiddlewareStack``, which would cost each frame more.
"""

import json
import os
from typing import Any

import django
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import re_path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.load.servers.settings"
django.setup()

GROUP = "hall"


# Channels has no types.
Consumer: Any = AsyncWebsocketConsumer
by_protocol: Any = ProtocolTypeRouter
router: Any = URLRouter


class HallConsumer(Consumer):  # type: ignore[misc] # for the same reason
    """The consumer of the tutorial."""

    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def hall_message(self, event: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(event["content"]))


application: Any = by_protocol({"websocket": router([re_path(r"^ws/", HallConsumer.as_asgi())])})
