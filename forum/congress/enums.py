"""Closed lists of the congress: states, kinds, roles, reasons."""

from django.db import models


class CongressStatus(models.TextChoices):
    """Whether a congress is shown."""

    DRAFT = "draft"
    PUBLISHED = "published"


class SessionKind(models.TextChoices):
    """Kinds of points of a programme."""

    PLENARY = "plenary"
    WORKSHOP = "workshop"
    BREAK = "break"


class SpeakerRole(models.TextChoices):
    """What somebody does in a point of the programme."""

    SPEAKER = "speaker"
    IMPULSE = "impulse"
    PANEL = "panel"
    CHAIR = "chair"
    OPENING = "opening"


class CaptionLanguage(models.TextChoices):
    """A language of captions, as browsers name it (BCP 47): German, English, and German in plain words."""

    GERMAN = "de"
    ENGLISH = "en"
    SIMPLE = "de-simple"


class RegistrationFor(models.TextChoices):
    """Who may register for a congress here."""

    NOBODY = "nobody"
    MEMBERS = "members"
    EVERYBODY = "everybody"


class RegistrationState(models.TextChoices):
    """Where somebody's registration stands."""

    UNCONFIRMED = "unconfirmed"
    REGISTERED = "registered"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class FileKind(models.TextChoices):
    """Kinds of files that a congress leaves behind."""

    DOCUMENT = "document"
    IMAGE = "image"
    FILM = "film"


class StaffRole(models.TextChoices):
    """Who runs the live sessions of one congress."""

    MODERATOR = "moderator"
    HOST = "host"


class LiveState(models.TextChoices):
    """A live session takes questions and votes while it is open."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class QuestionState(models.TextChoices):
    """States of a live question; the ways between them are in ``rules.TRANSITIONS``."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    ON_STAGE = "on_stage"
    ANSWERED = "answered"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Identity(models.TextChoices):
    """How much of themselves askers show with a question; everybody, moderators too, sees just this much."""

    ANONYMOUS = "anonymous"
    PSEUDONYM = "pseudonym"
    MUNICIPALITY = "municipality"
    NAMED = "named"


class Function(models.TextChoices):
    """What participants do in their municipality, as coarse as a breakdown needs it; they say so if they like."""

    LEADERSHIP = "leadership"  # Verwaltungsspitze, Amts- und Fachbereichsleitung
    INTEGRATION = "integration"  # Integration, Kommunales Integrationszentrum
    SOCIAL = "social"  # Soziales, Jugend, Schule, Ordnung
    POLITICS = "politics"  # Rat, Integrationsrat
    CIVIL = "civil"  # Vereine, Traeger, Ehrenamt
    OTHER = "other"


class RejectReason(models.TextChoices):
    """Published reasons for which a question is not shown."""

    OFF_TOPIC = "off_topic"
    DUPLICATE = "duplicate"
    PERSONAL_DATA = "personal_data"
    INSULTING = "insulting"
    UNCLEAR = "unclear"
    ALREADY_ANSWERED = "already_answered"


class AnsweredHow(models.TextChoices):
    """Where a question was answered first."""

    ORAL = "oral"
    WRITTEN = "written"
    FORUM = "forum"


class Stream(models.TextChoices):
    """Who hears a live session; each has a projection of its own."""

    PUBLIC = "public"
    MODERATION = "moderation"
    STAGE = "stage"


class Verb(models.TextChoices):
    """What can be done to a live question. On the wire ``write`` is ``answer`` with a text."""

    EDIT = "edit"
    APPROVE = "approve"
    UNAPPROVE = "unapprove"
    REJECT = "reject"
    STAGE = "stage"
    UNSTAGE = "unstage"
    LABEL = "label"
    PIN = "pin"
    ANSWER = "answer"
    WRITE = "write"
    UNWRITE = "unwrite"
    DEFER = "defer"
    RESTORE = "restore"
    MERGE = "merge"
    UNMERGE = "unmerge"
    WITHDRAW = "withdraw"


class ExportFormat(models.TextChoices):
    """Files that are made from a session's documentation."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    PDF = "pdf"


class ExportState(models.TextChoices):
    """How far a file is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class PollKind(models.TextChoices):
    """What a poll asks for: one option, several, a step of a scale, an order, or words of one's own."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    RANKING = "ranking"
    WORDS = "words"


class PollState(models.TextChoices):
    """A poll takes ballots while it is open; a draft is the desk's alone."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class PollResults(models.TextChoices):
    """When everybody sees the result: while people vote, or once the poll is closed."""

    LIVE = "live"
    HIDDEN = "hidden"


class PollVerb(models.TextChoices):
    """What staff can do to a poll."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    STAGE = "stage"
    UNSTAGE = "unstage"


class WordPlace(models.TextChoices):
    """Where the desk finds a word of a word cloud."""

    WAITING = "waiting"
    SHOWN = "shown"
    BLOCKED = "blocked"


class WordState(models.TextChoices):
    """What staff decided about a word of a word cloud; without a decision pre-moderation decides."""

    APPROVED = "approved"
    BLOCKED = "blocked"
