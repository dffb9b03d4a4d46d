"""Serves the built frontend where no reverse proxy does: in the single local process.

In production the proxy serves these files (``deploy/Caddyfile``), so Django itself knows nothing of them.
"""

from pathlib import Path
from typing import Any

from servestatic import ServeStaticASGI

from config.middleware import DEFAULT_POLICY

FOR_AN_HOUR = 3600


def _is_hashed(path: str, url: str) -> bool:
    """Files below this folder carry a hash of their content in their name and never change."""
    return url.startswith("/_app/immutable/")


def _add_headers(headers: Any, path: str, url: str) -> None:
    if url.endswith(".svg"):  # the one kind of file here that a browser would open as a document
        headers["Content-Security-Policy"] = DEFAULT_POLICY
    headers["X-Content-Type-Options"] = "nosniff"


def with_frontend(application: Any, folder: Path) -> Any:
    """The application behind the files of ``folder``: precompressed, with long caching of hashed names.

    Without a build the application is returned as it is; its pages say what to do.
    """
    if not folder.is_dir():
        return application
    served = ServeStaticASGI(
        application,
        root=folder,
        max_age=FOR_AN_HOUR,
        allow_all_origins=False,
        immutable_file_test=_is_hashed,
        add_headers_function=_add_headers,
    )
    for template in ("/shell.html", "/shell.json", "/routes.json"):
        served.files.pop(template, None)
    return served
