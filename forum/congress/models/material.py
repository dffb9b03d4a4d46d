"""What a congress leaves behind: files, films, and the practice examples that were presented."""

from typing import Final

from django.conf import settings
from django.db import models

from forum.congress.enums import CaptionLanguage, FileKind
from forum.congress.models.programme import Congress, Session
from forum.practice.models import PracticeExample

CAPTION_FIELDS: Final = {
    CaptionLanguage.GERMAN: "captions",
    CaptionLanguage.ENGLISH: "captions_en",
    CaptionLanguage.SIMPLE: "captions_simple",
}


class CongressFile(models.Model):
    """A file of a congress or of one point of its programme, under a random name in the media folder.

    Everybody sees it once ``published``: a picture needs a text that says what it shows, a film its captions in German
    (``captions``); the other languages are added as one has them. A removed one stays for some days, so that removing
    can be undone. ``version`` grows with each change of what is said about it: who edits says which one they saw. Of a
    picture ``width`` and ``height`` are those of the whole one as it is shown, and ``small`` is a small form of it
    (WebP), where it is large.
    """

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="files")
    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="files")
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    title = models.CharField(max_length=200)
    alt = models.CharField(max_length=500, blank=True)
    transcript = models.TextField(blank=True)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    stored = models.CharField(max_length=40, unique=True)
    captions = models.CharField(max_length=40, blank=True)
    captions_en = models.CharField(max_length=40, blank=True)
    captions_simple = models.CharField(max_length=40, blank=True)
    small = models.CharField(max_length=40, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    poster = models.CharField(max_length=40, blank=True)
    poster_type = models.CharField(max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    published = models.BooleanField(default=False)
    added = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    removed = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published=False) | ~models.Q(kind=FileKind.FILM) | ~models.Q(captions=""),
                name="published_film_has_captions",
            ),
            models.CheckConstraint(
                condition=models.Q(published=False) | ~models.Q(kind=FileKind.IMAGE) | ~models.Q(alt=""),
                name="published_picture_has_text",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def all_captions(self) -> dict[CaptionLanguage, str]:
        """Where the captions are kept, for each language that there is."""
        kept = {language: str(getattr(self, field)) for language, field in CAPTION_FIELDS.items()}
        return {language: stored for language, stored in kept.items() if stored}

    @property
    def all_kept(self) -> set[str]:
        """The names of everything in the media folder that belongs to it, former parts too."""
        former = {part.stored for part in self.former.all()}
        return {self.stored, self.small, self.poster, *self.all_captions.values(), *former} - {""}


class FormerPart(models.Model):
    """Captions or a poster of a film that were replaced or removed: kept for some days, so that it can be undone.

    ``part`` is the field of the file. One that was brought back is in its file again and stands here until its time.
    """

    file = models.ForeignKey(CongressFile, models.CASCADE, related_name="former")
    part = models.CharField(max_length=20)
    stored = models.CharField(max_length=40, unique=True)
    content_type = models.CharField(max_length=100)
    replaced = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.file_id} {self.part}"


class SessionExample(models.Model):
    """A practice example that was presented in a point of the programme."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="presented")
    example = models.ForeignKey(PracticeExample, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "example"], name="one_presentation_per_session")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.example_id}"
