"""Who comes to a congress, and to which of its workshops."""

from django.conf import settings
from django.db import models

from forum.congress.enums import RegistrationState
from forum.congress.models.live import new_nonce
from forum.congress.models.programme import Congress, Session


class Registration(models.Model):
    """One person's registration for a congress.

    ``turn`` is the place in the order in which people came; it decides who moves up. It is given under the congress's
    row lock. ``code`` is what people say at the entrance. A guest's row is ``unconfirmed`` until the link in the mail
    is followed; people without an address were let in at the entrance. ``here`` is when they came, ``here_by`` who
    ticked them; ``tick`` names that very tick, so that it can be told from somebody else's when it is sent again.
    """

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="registrations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=120)
    municipality = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    locale = models.CharField(max_length=5, default="de")
    needs = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=RegistrationState.choices)
    turn = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=6)
    nonce = models.CharField(max_length=32, default=new_nonce)
    created = models.DateTimeField()
    changed = models.DateTimeField()
    here = models.DateTimeField(null=True)
    here_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    tick = models.CharField(max_length=36, blank=True)

    class Meta:
        indexes = [models.Index(fields=["congress", "state", "turn"])]
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "email"], condition=~models.Q(email=""), name="one_registration_per_address"
            ),
            models.UniqueConstraint(fields=["congress", "code"], name="one_registration_per_code"),
            models.UniqueConstraint(fields=["congress", "turn"], name="one_registration_per_turn"),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"

    @property
    def chosen(self) -> "list[WorkshopPlace]":
        """The workshops with places that the person wants to be in, in the order of the programme."""
        places = [place for place in self.workshops.all() if place.session.has_places]
        return sorted(places, key=lambda place: (place.session.starts, place.session_id))


class WorkshopPlace(models.Model):
    """Somebody wants to be in a workshop; ``held`` when there is a place for them.

    The keys are the order in which people asked: they are given under the congress's row lock.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="workshops")
    session = models.ForeignKey(Session, models.CASCADE, related_name="places")
    held = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "session"], name="one_place_per_workshop")]

    def __str__(self) -> str:
        return f"workshop place {self.pk}"
