"""Shapes of accounts."""

from typing import Any

from rest_framework import serializers


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
