from django.db import models


class Kind(models.TextChoices):
    """Kinds of territorial authority in North Rhine-Westphalia."""

    DISTRICT = "district"  # Kreis
    CITY_REGION = "city_region"  # Staedteregion Aachen
    INDEPENDENT_CITY = "independent_city"  # kreisfreie Stadt
    MUNICIPALITY = "municipality"  # kreisangehoerige Gemeinde


class AffiliationState(models.TextChoices):
    """How far it is certain that a person works for a municipality."""

    UNVERIFIED = "unverified"  # chosen at sign-up, the e-mail address is not confirmed yet
    PENDING = "pending"  # waits for a coordinator
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ENDED = "ended"


class SizeClass(models.TextChoices):
    """Size by inhabitants, in thousands."""

    UNDER_5 = "under_5"
    FROM_5 = "5_20"
    FROM_20 = "20_50"
    FROM_50 = "50_100"
    FROM_100 = "100_500"
    OVER_500 = "over_500"
