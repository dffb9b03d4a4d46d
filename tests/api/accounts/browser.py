"""A browser as the sign-in endpoints see it."""

import json
import re
from typing import Any
from urllib.parse import unquote

from django.core import mail
from django.test import Client

from api.accounts.consent import privacy_version
from tests.factories.accounts import PASSWORD

ROOT = "/_allauth/browser/v1"


class Browser(Client):
    """Speaks JSON with allauth's endpoints; keeps cookies like a browser."""

    def ask(self, method: str, path: str, data: Any = None, **headers: str) -> tuple[int, Any]:
        """Status and decoded body."""
        body = data if isinstance(data, bytes) else b"" if data is None else json.dumps(data).encode()
        answer = self.generic(method, f"{ROOT}/{path}", body, content_type="application/json", headers=headers)
        return answer.status_code, json.loads(answer.content) if answer.content else None

    def sign_up(self, email: str, **fields: Any) -> tuple[int, Any]:
        values = {
            "email": email,
            "password": PASSWORD,
            "name": "Mira Kaya",
            "locale": "de",
            "privacy_version": privacy_version(),
            **fields,
        }
        return self.ask("POST", "auth/signup", values)

    def sign_in(self, email: str, password: str = PASSWORD, **headers: str) -> tuple[int, Any]:
        return self.ask("POST", "auth/login", {"email": email, "password": password}, **headers)

    def confirm(self, key: str) -> tuple[int, Any]:
        return self.ask("POST", "auth/email/verify", {"key": key})

    def me(self) -> Any:
        return self.get("/api/v1/session").json()["user"]


def codes(answer: Any) -> dict[str, str]:
    """Field and code of each error in an answer of allauth."""
    return {error.get("param", ""): error["code"] for error in answer["errors"]}


def link_in_mail(index: int = -1) -> str:
    """The first address in a mail that was sent."""
    found = re.search(r"http\S+", str(mail.outbox[index].body))
    assert found
    return found.group()


def key_in_mail(index: int = -1) -> str:
    """The last part of the address in a mail."""
    return unquote(link_in_mail(index).rpartition("/")[2])
