"""Captions and posters of films. What is replaced or removed stays for some days and can be brought back."""

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import queries
from forum.congress.enums import CaptionLanguage, FileKind
from forum.congress.media import scaling, store
from forum.congress.media.kinds import CAPTIONS_TYPE
from forum.congress.media.store import Arrived
from forum.congress.models import CongressFile, FormerPart
from forum.congress.models.material import CAPTION_FIELDS
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError, NotFoundError

POSTER = "poster"


@transaction.atomic
def add_captions(
    *, actor: User, slug: str, file_id: int, arrived: Arrived, language: CaptionLanguage = CaptionLanguage.GERMAN
) -> CongressFile:
    """Give a film its captions in a language, in place of earlier ones of that language.

    Raises ``NotFoundError`` for all but hosts, ``ConflictError("not_a_film")``.
    """
    film = _film(actor, slug, file_id)
    return _put(actor, film, CAPTION_FIELDS[language], store.keep(arrived), CAPTIONS_TYPE)


@transaction.atomic
def remove_captions(*, actor: User, slug: str, file_id: int, language: CaptionLanguage) -> CongressFile:
    """Take the captions of a language away. Repeating it changes nothing.

    Raises as ``add_captions``, and ``ConflictError("captions_needed")`` for the German ones of a film that is shown.
    """
    film, field = _film(actor, slug, file_id), CAPTION_FIELDS[language]
    if not getattr(film, field):
        return film
    if film.published and language == CaptionLanguage.GERMAN:
        raise ConflictError("captions_needed")
    return _put(actor, film, field, "", "")


@transaction.atomic
def add_poster(*, actor: User, slug: str, file_id: int, arrived: Arrived) -> CongressFile:
    """Give a film the picture that stands there before it runs. Raises as ``add_captions``; ``not_a_picture``."""
    film = _film(actor, slug, file_id)
    if arrived.found.kind != FileKind.IMAGE:
        raise InvalidError("not_a_picture", field="file")
    small = store.keep_small(arrived)
    stored, kind = small or store.keep(arrived), scaling.CONTENT_TYPE if small else arrived.found.content_type
    return _put(actor, film, POSTER, stored, kind)


@transaction.atomic
def restore_part(*, actor: User, slug: str, file_id: int, former_id: int) -> CongressFile:
    """Bring captions or a poster back in place of the present ones, which can be brought back then.

    Repeating it changes nothing. Raises ``NotFoundError`` for all but hosts and after a week.
    """
    film = _film(actor, slug, file_id)
    former = film.former.filter(pk=former_id).first()
    if former is None:
        raise NotFoundError
    if getattr(film, former.part) == former.stored:
        return film
    return _put(actor, film, former.part, former.stored, former.content_type)


def _film(actor: User, slug: str, file_id: int) -> CongressFile:
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    film = queries.access_edited_file(congress=congress, file_id=file_id)
    if film.kind != FileKind.FILM:
        raise ConflictError("not_a_film")
    return film


def _put(actor: User, film: CongressFile, part: str, stored: str, content_type: str) -> CongressFile:
    before = getattr(film, part)
    if before:
        kind = film.poster_type if part == POSTER else CAPTIONS_TYPE
        facts = {"file": film, "part": part, "content_type": kind, "replaced": now()}
        FormerPart.objects.update_or_create(stored=before, defaults=facts)
    setattr(film, part, stored)
    if part == POSTER:
        film.poster_type = content_type
    film.save(update_fields=[part, "poster_type"])
    facts = {"did": part, "file": film.pk, "kind": film.kind, "published": film.published}
    record(actor=actor, action="congress.file", target=film.congress, facts=facts)
    return film
