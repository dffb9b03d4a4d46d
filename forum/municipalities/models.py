"""Municipalities, their integration centres, and who works for them."""

from django.conf import settings
from django.db import models

from forum.municipalities.enums import AffiliationState, Kind, SizeClass
from forum.municipalities.outline import position
from forum.municipalities.size import size_class


class Municipality(models.Model):
    """A district, city region, independent city or municipality, known by its AGS.

    Districts and the city region have five digits, all others eight; an independent city is one row (eight digits).
    ``sort_name`` is the folded name (``collation.fold``): it sorts by DIN 5007-2 and is what a search looks in.
    """

    ags = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=100)
    official_name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    administrative_region = models.CharField(max_length=20, blank=True)
    nuts3 = models.CharField(max_length=5, blank=True)
    seat = models.CharField(max_length=100, blank=True)
    area_km2 = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    population = models.PositiveIntegerField(null=True)
    population_date = models.DateField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    fictional = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def size_class(self) -> SizeClass | None:
        """The class of the number of inhabitants; ``None`` when it is unknown."""
        return size_class(self.population)

    @property
    def x(self) -> float | None:
        """Across on the map; ``None`` for fictional places and unknown coordinates."""
        place = position(self.lat, self.lon)
        return place[0] if place else None

    @property
    def y(self) -> float | None:
        """Down on the map; ``None`` for fictional places and unknown coordinates."""
        place = position(self.lat, self.lon)
        return place[1] if place else None


class IntegrationCentre(models.Model):
    """A Kommunales Integrationszentrum: an entity of its own with a carrier, never a flag on a municipality."""

    name = models.CharField(max_length=150)
    carrier = models.ForeignKey(Municipality, models.PROTECT, related_name="integration_centres")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["carrier", "name"], name="one_centre_per_name")]

    def __str__(self) -> str:
        return self.name


class MailDomain(models.Model):
    """A mail domain whose verified holders work for this municipality."""

    domain = models.CharField(max_length=120, unique=True)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="mail_domains")

    def __str__(self) -> str:
        return self.domain


class Affiliation(models.Model):
    """A person works for a municipality; ``lead`` marks its Ansprechperson, who releases its practice examples.

    ``requested`` is when the wait for a coordinator began: the moment at which the e-mail address was confirmed.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="affiliations")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="affiliations")
    state = models.CharField(max_length=10, choices=AffiliationState.choices, default=AffiliationState.PENDING)
    function = models.CharField(max_length=120, blank=True)
    lead = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    requested = models.DateTimeField(null=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(state__in=["unverified", "pending", "confirmed"]),
                name="one_current_affiliation_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.municipality_id} {self.state}"
