from django.db import models


class Access(models.TextChoices):
    """Who may read and write in a category."""

    PUBLIC = "public"  # everybody reads, members write
    MEMBERS = "members"  # members read and write
    CIRCLE = "circle"  # only the people of its circle (and moderators)


class Kind(models.TextChoices):
    """What a thread is for; only a question has accepted answers."""

    QUESTION = "question"
    EXPERIENCE = "experience"
    DISCUSSION = "discussion"
    ANNOUNCEMENT = "announcement"


class State(models.TextChoices):
    """States of threads and posts alike; the transitions are in ``rules.TRANSITIONS``."""

    DRAFT = "draft"
    PENDING = "pending"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    REMOVED = "removed"


class Identity(models.TextChoices):
    """How much of its author a post shows to others."""

    NAMED = "named"  # name and municipality
    MUNICIPALITY = "municipality"  # the municipality only
    DESCRIBED = "described"  # "Kommune, 20-50 Tsd., NRW", only as fine as five municipalities fit
    CARRIED = "carried"  # asked in a live session; the author only carried it over and is named as such


class SizeClass(models.TextChoices):
    """Inhabitants of a municipality, as a described author shows them."""

    UNDER_20 = "under_20k"
    UNDER_50 = "20k_50k"
    UNDER_100 = "50k_100k"
    UNDER_250 = "100k_250k"
    UNDER_500 = "250k_500k"
    OVER_500 = "over_500k"


class Group(models.TextChoices):
    """Kinds of municipality, as a described author shows them."""

    DISTRICT = "district"  # Kreis or Staedteregion
    CITY = "city"  # kreisfreie Stadt
    MUNICIPALITY = "municipality"  # kreisangehoerige Stadt or Gemeinde
