from django.db import models


class Kind(models.TextChoices):
    """Kinds of territorial authority in North Rhine-Westphalia."""

    DISTRICT = "district"  # Kreis
    CITY_REGION = "city_region"  # Staedteregion Aachen
    INDEPENDENT_CITY = "independent_city"  # kreisfreie Stadt
    MUNICIPALITY = "municipality"  # kreisangehoerige Gemeinde


class AffiliationState(models.TextChoices):
    """How far it is certain that a person works for a municipality."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ENDED = "ended"
