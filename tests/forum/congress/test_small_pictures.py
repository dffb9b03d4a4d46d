"""Large pictures get a small form that looks like them; all say how large they are before they are loaded."""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from forum.congress import actions
from forum.congress.actions import small_pictures
from forum.congress.media import scaling, store
from forum.congress.models import CongressFile
from forum.core.upkeep import run_upkeep
from tests.factories.media import MP4, PDF, jpeg, png
from tests.factories.programme import make_edited, make_host

RED, BLUE = (200, 30, 30), (30, 30, 200)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "media" / "congress"


def photo(width: int = 2400, height: int = 1200, orientation: int = 1, kind: str = "JPEG") -> bytes:
    """A noisy picture, its left half red and its right one blue, so that one sees how it is turned."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    noise = Image.frombytes("RGB", (512, 512), os.urandom(512 * 512 * 3))
    picture.paste(noise, (width // 2 - 256, height // 2 - 256))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    picture.save(out, kind, quality=98, exif=exif, icc_profile=b"colours")
    return out.getvalue()


def seen(path: Path) -> tuple[str | None, tuple[int, int], list[tuple[bool, bool]]]:
    """Format, size, and of the four corners whether they are red, and blue."""
    with Image.open(path) as picture:
        width, height = picture.size
        plain = picture.convert("RGB")
        corners = [plain.getpixel((x, y)) for y in (9, height - 9) for x in (9, width - 9)]
    told = [(c[0] > 150 > c[2], c[2] > 150 > c[0]) for c in corners if isinstance(c, tuple)]
    return picture.format, (width, height), told


@pytest.mark.parametrize(
    ("orientation", "sides", "small", "red"),
    [
        (1, (2400, 1200), (1344, 672), [True, False, True, False]),
        (3, (2400, 1200), (1344, 672), [False, True, False, True]),
        (6, (1200, 2400), (1200, 2400), [True, True, False, False]),
    ],
)
def test_a_photo_gets_a_small_form_that_is_turned_like_it(
    orientation: int, sides: tuple[int, int], small: tuple[int, int], red: list[bool]
) -> None:
    arrived = store.receive(io.BytesIO(photo(orientation=orientation)))
    assert arrived.sides == sides
    assert arrived.small is not None
    kind, size, corners = seen(arrived.small)
    assert (kind, size, [is_red for is_red, _ in corners]) == ("WEBP", small, red)
    assert arrived.small.stat().st_size < arrived.size
    with Image.open(arrived.small) as picture:
        assert (picture.info.get("icc_profile"), dict(picture.getexif())) == (b"colours", {})


def test_what_shines_through_in_a_picture_does_so_in_its_small_form() -> None:
    picture = Image.frombytes("RGBA", (400, 400), os.urandom(400 * 400 * 4))
    picture.paste((0, 0, 0, 0), (0, 0, 200, 400))
    out = io.BytesIO()
    picture.save(out, "PNG")
    arrived = store.receive(io.BytesIO(out.getvalue()))
    assert arrived.small is not None
    with Image.open(arrived.small) as small:
        assert (small.mode, small.size) == ("RGBA", (400, 400))


def test_a_small_picture_and_one_that_cannot_be_unpacked_are_shown_as_they_are(media: Path) -> None:
    for data, sides in ((png(), (1, 1)), (jpeg(), None), (PDF, None), (MP4, None)):
        arrived = store.receive(io.BytesIO(data))
        assert (arrived.sides, arrived.small) == (sides, None)
    broken = bytearray(photo(kind="PNG"))
    broken[9_000:10_000] = bytes(1_000)
    arrived = store.receive(io.BytesIO(bytes(broken)))
    assert (arrived.sides, arrived.small) == ((2400, 1200), None)
    assert [path for path in (media / "incoming").iterdir() if path.name.endswith("-small")] == []


def test_nothing_huge_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scaling, "MOST_POINTS", 2400 * 1200 - 1)
    arrived = store.receive(io.BytesIO(photo()))
    assert (arrived.sides, arrived.small) == ((2400, 1200), None)


@pytest.mark.django_db(transaction=True)
def test_the_small_form_lives_and_goes_with_its_picture(media: Path) -> None:
    congress = make_edited()
    host = make_host(congress)
    which: dict[str, Any] = {"actor": host, "slug": congress.slug}
    picture = actions.add_file(**which, session_id=None, name="Saal.jpg", arrived=store.receive(io.BytesIO(photo())))
    assert (picture.width, picture.height, bool(picture.small)) == (2400, 1200, True)
    dropped = store.receive(io.BytesIO(photo()))
    store.drop(dropped)
    film = actions.add_file(**which, session_id=None, name="Film.mp4", arrived=store.receive(io.BytesIO(MP4)))
    arrived = store.receive(io.BytesIO(photo()))
    film = actions.add_poster(**which, file_id=film.pk, arrived=arrived)
    store.drop(arrived)
    assert (seen(media / film.poster)[1], film.poster_type, film.small) == ((1344, 672), "image/webp", "")
    kept = {picture.stored, picture.small, film.stored, film.poster}
    assert {path.name for path in media.glob("**/*") if path.is_file()} == kept
    for file in (picture, film):
        actions.remove_file(**which, file_id=file.pk)
    CongressFile.objects.update(removed="2020-01-01T00:00:00Z")
    assert run_upkeep()["congress_files.files"] == 2
    assert [path for path in media.glob("**/*") if path.is_file()] == []


@pytest.mark.django_db(transaction=True)
def test_pictures_from_before_get_their_size_and_small_form_a_few_at_a_time(
    media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small_pictures, "MOST_AT_ONCE", 2)
    congress = make_edited()
    which: dict[str, Any] = {"actor": make_host(congress), "slug": congress.slug, "session_id": None}
    files = [
        actions.add_file(**which, name=f"{number}.jpg", arrived=store.receive(io.BytesIO(data)))
        for number, data in enumerate((jpeg(), png(), photo(orientation=6), photo(), PDF))
    ]
    for file in files:
        store.delete(file.small)
    CongressFile.objects.update(small="", width=None, height=None)
    lost = CongressFile.objects.get(pk=files[3].pk)
    store.path_of(lost.stored).rename(media / "away")
    assert run_upkeep()["congress_pictures.small"] == 2
    found = list(CongressFile.objects.order_by("pk").values_list("width", "height", "small"))
    assert [sides[:2] for sides in found] == [(None, None), (1, 1), (1200, 2400), (None, None), (None, None)]
    assert [bool(small) for *_, small in found] == [False, False, True, False, False]
    assert seen(media / found[2][2])[:2] == ("WEBP", (1200, 2400))
    (media / "away").rename(store.path_of(lost.stored))
    assert [run_upkeep()["congress_pictures.small"] for _ in range(2)] == [1, 0]
    lost.refresh_from_db()
    assert (lost.width, lost.height, bool(lost.small)) == (2400, 1200, True)
    kept = {name for file in CongressFile.objects.all() for name in file.all_kept}
    assert {path.name for path in media.glob("**/*") if path.is_file()} == kept
