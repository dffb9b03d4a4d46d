"""What phones in the hall scan, as a picture."""

import io

import segno

from forum.congress.enums import LiveState
from forum.congress.models import LiveSession
from forum.congress.origins import documentation_url
from forum.congress.projections import join_url


def stage_qr(live: LiveSession) -> bytes:
    """An SVG of the QR code of the join link, once the session is closed of its documentation's address.

    Black on white, level M, two modules of quiet zone, no size of its own. The place around it
    gives the rest of the quiet zone that readers want (four modules).
    """
    picture = io.BytesIO()
    url = documentation_url(live) if live.state == LiveState.CLOSED else join_url(live)
    code = segno.make(url, error="m", micro=False)
    code.save(picture, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True, dark="#000", light="#fff")
    return picture.getvalue()
