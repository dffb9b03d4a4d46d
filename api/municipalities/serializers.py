"""Shapes of the directory."""

from typing import Any

from rest_framework import serializers

from forum.municipalities.enums import Kind, SizeClass


class Neighbour(serializers.Serializer[Any]):
    """A municipality as another's page names it."""

    ags = serializers.CharField()
    name = serializers.CharField()


class DirectoryEntry(serializers.Serializer[Any]):
    """One row of the table; with ``x`` and ``y`` also a point on the map (units of the outline's viewBox)."""

    ags = serializers.CharField()
    name = serializers.CharField()
    sort_name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    region = serializers.CharField(source="administrative_region")
    parent = Neighbour(allow_null=True)
    population = serializers.IntegerField(allow_null=True)
    size_class = serializers.ChoiceField(choices=SizeClass.choices, allow_null=True)
    x = serializers.FloatField(allow_null=True)
    y = serializers.FloatField(allow_null=True)
    municipalities = serializers.IntegerField(source="children_count")
    centres = serializers.IntegerField(source="centres_count")
    fictional = serializers.BooleanField()


class Directory(serializers.Serializer[Any]):
    """The whole directory by German collation; ``statistics_date`` is the day of the newest count of inhabitants."""

    items = DirectoryEntry(many=True)
    statistics_date = serializers.DateField(allow_null=True)


class Centre(serializers.Serializer[Any]):
    """An integration centre."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class Colleague(serializers.Serializer[Any]):
    """Somebody who works for the municipality; members alone see people."""

    affiliation = serializers.IntegerField(source="pk")
    name = serializers.CharField(source="user.name")
    function = serializers.CharField()
    lead = serializers.BooleanField()


class MunicipalityPage(serializers.Serializer[Any]):
    """One municipality. ``people`` is null for guests, who may not see them."""

    ags = serializers.CharField()
    name = serializers.CharField()
    official_name = serializers.CharField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    region = serializers.CharField(source="administrative_region")
    parent = Neighbour(allow_null=True)
    seat = serializers.CharField()
    nuts3 = serializers.CharField()
    area_km2 = serializers.FloatField(allow_null=True)
    population = serializers.IntegerField(allow_null=True)
    population_date = serializers.DateField(allow_null=True)
    size_class = serializers.ChoiceField(choices=SizeClass.choices, allow_null=True)
    x = serializers.FloatField(allow_null=True)
    y = serializers.FloatField(allow_null=True)
    fictional = serializers.BooleanField()
    children = Neighbour(many=True)
    centres = Centre(many=True)
    people = Colleague(many=True, allow_null=True)
    may_appoint = serializers.BooleanField()
