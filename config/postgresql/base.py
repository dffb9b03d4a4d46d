"""The database engine of ``config.settings``: Django's own, but a kept connection is checked without a statement.

Django's check sends ``SELECT 1`` before each request, a tenth of the work of a short one. A server that has ended a
connection has closed its side, which the socket tells at once; a connection that is silently dead on the way fails
with the request, as it would have failed a moment after the statement.
"""

import select

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with ``is_usable`` that waits for nobody."""

    def is_usable(self) -> bool:
        """Whether the server still holds this connection, as far as the socket tells."""
        if self.connection is None or self.connection.pgconn.status != ConnStatus.OK:
            return False
        waiting = select.poll()
        waiting.register(self.connection.pgconn.socket, select.POLLIN)
        return not waiting.poll(0)  # nothing is due from an idle connection but the news of its end
