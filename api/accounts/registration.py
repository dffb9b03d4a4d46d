"""What sign-up asks beyond e-mail address and password. allauth mixes this form into its own."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest

from api.accounts.consent import DOCUMENT, privacy_version
from forum.accounts.actions import LONGEST_NAME, change_profile, give_consent
from forum.accounts.models import User
from forum.core.errors import NotFoundError
from forum.municipalities.actions import choose_at_sign_up
from forum.municipalities.queries import access_municipality, municipality_by_mail


class SignUpFields(forms.Form):
    """Name, language, municipality (an AGS, needed when the mail domain tells none) and consent.

    ``privacy_version`` is the version that the person has been shown: another one than the present is refused with
    ``privacy_changed``, so that nobody agrees to a text they have not seen.
    """

    name = forms.CharField(max_length=LONGEST_NAME)
    locale = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    municipality = forms.CharField(max_length=8, required=False)
    privacy_version = forms.CharField(max_length=40)

    def clean_municipality(self) -> str:
        ags: str = self.cleaned_data["municipality"]
        if ags:
            try:
                access_municipality(ags=ags)
            except NotFoundError as error:
                raise forms.ValidationError("unknown municipality", code="unknown_municipality") from error
        return ags

    def clean_privacy_version(self) -> str:
        version: str = self.cleaned_data["privacy_version"]
        if version != privacy_version():
            raise forms.ValidationError("the notice has changed", code="privacy_changed")
        return version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        email = cleaned.get("email", "")
        chosen = cleaned.get("municipality") or "municipality" in self.errors
        if email and not chosen and municipality_by_mail(email) is None:
            self.add_error("municipality", forms.ValidationError("choose one", code="required"))
        if cleaned.get("password"):  # allauth has checked it without knowing whose it is
            try:
                validate_password(cleaned["password"], User(email=email, name=cleaned.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account is there, before the mail goes out."""
        change_profile(actor=user, name=self.cleaned_data["name"], locale=self.cleaned_data["locale"] or None)
        give_consent(actor=user, document=DOCUMENT, version=self.cleaned_data["privacy_version"])
        if self.cleaned_data["municipality"] and municipality_by_mail(user.email) is None:
            choose_at_sign_up(actor=user, ags=self.cleaned_data["municipality"])
