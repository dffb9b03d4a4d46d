"""The join link as a picture."""

import io

import segno

from forum.congress.models import LiveSession
from forum.congress.projections import join_url


def join_qr(live: LiveSession) -> bytes:
    """An SVG of the QR code of the join link: black on white, level M, two modules of quiet zone, no size of its own.

    The place around it gives the rest of the quiet zone that readers want (four modules).
    """
    picture = io.BytesIO()
    code = segno.make(join_url(live), error="m", micro=False)
    code.save(picture, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True, dark="#000", light="#fff")
    return picture.getvalue()
