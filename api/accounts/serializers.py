"""Shapes of accounts."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from api.shapes import Shape, StrictCharField
from forum.municipalities.enums import AffiliationState


class MunicipalityRef(serializers.Serializer[Any]):
    """A municipality as others name it."""

    ags = serializers.CharField()
    name = serializers.CharField()


class Me(serializers.Serializer[Any]):
    """The signed-in person."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    email = serializers.EmailField()
    locale = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    municipality = MunicipalityRef(allow_null=True)


class Session(serializers.Serializer[Any]):
    """Who is calling; ``user`` is null for guests."""

    user = Me(allow_null=True)


class Registration(serializers.Serializer[Any]):
    """What the sign-up form needs to know; ``municipality`` is the one that the mail domain is bound to."""

    privacy_version = serializers.CharField()
    municipality = MunicipalityRef(allow_null=True)


class ResendConfirmation(Shape):
    """Ask for the confirmation mail again."""

    email = serializers.EmailField(max_length=254)


class OwnAffiliation(serializers.Serializer[Any]):
    """How far it is certain for whom the person works."""

    state = serializers.ChoiceField(choices=AffiliationState.choices)
    municipality = MunicipalityRef()
    requested = serializers.DateTimeField(allow_null=True)
    decided = serializers.DateTimeField(allow_null=True)


class Account(serializers.Serializer[Any]):
    """One's own account."""

    name = serializers.CharField()
    email = serializers.EmailField()
    locale = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    affiliation = OwnAffiliation(allow_null=True)
    may_confirm = serializers.BooleanField()


class ProfileChange(Shape):
    """What is left out stays."""

    name = StrictCharField(max_length=100, required=False)
    locale = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)


class AffiliationRequest(Shape):
    """The municipality that one works for."""

    ags = StrictCharField(max_length=8)


class Applicant(serializers.Serializer[Any]):
    """Whom a coordinator decides about; the address helps to tell whether the claim is true."""

    name = serializers.CharField()
    email = serializers.EmailField()


class PendingAffiliation(serializers.Serializer[Any]):
    """One request in the coordinators' queue, or what became of it."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=AffiliationState.choices)
    person = Applicant(source="user")
    municipality = MunicipalityRef()
    requested = serializers.DateTimeField()
    decided = serializers.DateTimeField(allow_null=True)


class PendingAffiliations(serializers.Serializer[Any]):
    """The queue, longest wait first; ``more`` says that it is longer than what is shown."""

    items = PendingAffiliation(many=True)
    more = serializers.BooleanField()


class AffiliationDecision(Shape):
    """A coordinator's decision."""

    confirm = serializers.BooleanField()


class LeadAppointment(Shape):
    """Ansprechperson of the municipality, or no longer."""

    lead = serializers.BooleanField()
