from django.db import models


class Role(models.TextChoices):
    """What somebody may do beyond reading; given by an admin, checked in each package's rules."""

    MEMBER = "member"
    CURATOR = "curator"
    MODERATOR = "moderator"
    HOST = "host"
    COORDINATOR = "coordinator"
    ADMIN = "admin"
