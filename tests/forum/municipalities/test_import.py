"""The directory comes from two files: whole or not at all."""

from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from forum.municipalities.enums import Kind
from forum.municipalities.files import DISTRICTS, MUNICIPALITIES
from forum.municipalities.imports import import_directory
from forum.municipalities.models import IntegrationCentre, Municipality
from tests.factories.municipalities import make_municipality

pytestmark = pytest.mark.django_db
HEAD = (
    "ags,kind,official_name,short_name,nuts3,area_km2,population_2018_12_31,"
    "district_seat,seat_lat,seat_lon,regierungsbezirk"
)
KLEVE = "05154,Kreis,Kleve,Kleve,DEA1B,1232.99,310974,Kleve,51.78826,6.13865,Düsseldorf"
HAMM = '05915,Kreisfreie Stadt,"Hamm, Stadt",Hamm,DEA54,226.43,179111,Hamm,51.68033,7.82089,Arnsberg'
TOWNS = "ags8,name,kreis_ags,lat,lon\n05915000,Hamm,05915,51.7,7.8\n05154012,Geldern,05154,,\n"


def files(folder: Path, districts: str, towns: str = TOWNS) -> tuple[Path, Path]:
    first, second = folder / "districts.csv", folder / "towns.csv"
    first.write_text(districts, encoding="utf-8")
    second.write_text(towns, encoding="utf-8")
    return first, second


def test_the_files_of_the_project_give_427_places_and_54_centres() -> None:
    report = import_directory()
    assert (len(report.added), report.changed, report.missing, report.unchanged) == (427, [], [], 0)
    kinds = Counter(Municipality.objects.values_list("kind", flat=True))
    assert kinds == {Kind.DISTRICT: 30, Kind.CITY_REGION: 1, Kind.INDEPENDENT_CITY: 22, Kind.MUNICIPALITY: 374}
    assert IntegrationCentre.objects.count() == 54
    carriers = Counter(IntegrationCentre.objects.values_list("carrier__ags", flat=True))
    assert set(carriers.values()) == {1}
    assert {ags for ags in carriers if ags.startswith("05334")} == {"05334", "05334002"}


def test_importing_again_changes_nothing() -> None:
    import_directory()
    before = list(Municipality.objects.order_by("pk").values_list())
    report = import_directory()
    assert (report.added, report.changed, report.unchanged, report.centres_added) == ([], [], 427, 0)
    assert list(Municipality.objects.order_by("pk").values_list()) == before


def test_an_independent_city_is_one_row_with_the_figures_of_the_district() -> None:
    import_directory()
    hamm = Municipality.objects.get(name="Hamm")
    assert (hamm.ags, hamm.kind, hamm.parent, hamm.population, hamm.nuts3, hamm.administrative_region) == (
        "05915000",
        Kind.INDEPENDENT_CITY,
        None,
        179111,
        "DEA54",
        "Arnsberg",
    )
    assert str(hamm.population_date) == "2018-12-31"
    town = Municipality.objects.get(ags="05154012")
    assert town.parent is not None
    assert (town.name, town.parent.name, town.administrative_region, town.population) == (
        "Geldern",
        "Kreis Kleve",
        "Düsseldorf",
        None,
    )


def test_a_newer_file_with_semicolons_and_commas_changes_only_what_differs(tmp_path: Path) -> None:
    import_directory(*files(tmp_path, f"{HEAD}\n{KLEVE}\n{HAMM}\n"))
    fictional = make_municipality("Musterstadt", fictional=True)
    newer = (HEAD.replace("2018_12_31", "2023_12_31") + "\n" + HAMM.replace('"Hamm, Stadt"', "Hamm")).replace(",", ";")
    newer = "\ufeff" + newer.replace("226.43", "226,43").replace("179111", "180000") + "\n"
    report = import_directory(*files(tmp_path, newer, "ags8;name;kreis_ags;lat;lon\n05915000;Hamm;05915;51,7;7,8\n"))
    assert (report.added, report.changed, report.missing) == ([], ["05915000"], ["05154", "05154012"])
    hamm = Municipality.objects.get(ags="05915000")
    assert (hamm.population, str(hamm.population_date), str(hamm.area_km2)) == (180000, "2023-12-31", "226.43")
    assert Municipality.objects.filter(pk=fictional.pk).exists()
    assert Municipality.objects.filter(ags="05154").exists()


@pytest.mark.parametrize(
    ("districts", "towns", "problem"),
    [
        (
            f"{HEAD}\n{KLEVE}\n{HAMM.replace('179111', 'viele')}\n",
            TOWNS,
            "districts.csv, line 3: population_2018_12_31 'viele'",
        ),
        (f"{HEAD}\n{KLEVE}\n{HAMM.replace('05915', '5915')}\n", TOWNS, "line 3: ags '5915' is not an AGS"),
        (f"{HEAD}\n{KLEVE}\n{HAMM.replace('Kreisfreie Stadt', 'Land')}\n", TOWNS, "line 3: kind 'Land'"),
        (f"{HEAD}\n{KLEVE}\n{HAMM.replace('Arnsberg', 'Köln')}\n", TOWNS, "line 3: regierungsbezirk 'Köln'"),
        (f"{HEAD}\n{KLEVE}\n{KLEVE}\n{HAMM}\n", TOWNS, "line 3: 05154 is there twice"),
        (f"{HEAD}\n{KLEVE}\n{HAMM.replace('226.43', '-1')}\n", TOWNS, "line 3: area_km2 '-1'"),
        (f"{HEAD}\n{KLEVE}\n{HAMM}\n", TOWNS + "05334002,Aachen,05334,,\n", "05334002 belongs to district 05334"),
        (f"{HEAD}\n{KLEVE}\n{HAMM}\n", TOWNS + "05154012,,05154,,\n", "towns.csv, line 4: name is missing"),
        (f"{HEAD}\n{KLEVE}\n{HAMM}\n", TOWNS + "05158004,Erkrath,05154,,\n", "does not begin with kreis_ags 05154"),
        (f"{HEAD}\n{KLEVE}\n{HAMM}\n", "ags8,name,kreis_ags,lat,lon\n", "towns.csv: holds no rows"),
        (f"{HEAD}\n{KLEVE}\n{HAMM}\n", TOWNS.replace("05915000,Hamm,05915,51.7,7.8\n", ""), "has no row 05915000"),
        ("", TOWNS, "districts.csv: holds no rows"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_stored(tmp_path: Path, districts: str, towns: str, problem: str) -> None:
    first, second = files(tmp_path, districts, towns)
    with pytest.raises(CommandError) as error:
        call_command("import_municipalities", districts=first, municipalities=second)
    assert problem in str(error.value)
    assert not Municipality.objects.exists()


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_municipalities", districts=broken)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_municipalities", districts=tmp_path / "missing.csv")
    assert DISTRICTS.exists()
    assert MUNICIPALITIES.exists()
