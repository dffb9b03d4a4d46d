"""Words of ASGI, as far as sockets are concerned."""

from collections.abc import Callable, Coroutine
from typing import Any

Message = dict[str, Any]
"""An ASGI message."""
Send = Callable[[Message], Coroutine[Any, Any, None]]
"""The server's end of a connection."""
