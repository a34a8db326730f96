"""The map: true areas, nothing hidden, the same in words as in the picture."""

import math
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atd.pages import Library, PageModel
from atd.pages.land import HEIGHT, WIDTH, place, silhouette
from atd.pages.markers import spread
from atd.pages.projection import EAST, equal_earth
from atd.pages.worldmap import GAP, TARGET
from conftest import ROOT, copy_repository, find, library


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y", "digits"),
    [
        (0, 0, 0, 0, 12),
        (180, 0, 2.7066299836960748, 0, 12),  # the corners, as other implementations give them
        (-180, 90, -1.6035886482840516, 1.3173627591574133, 12),
        (180, -90, 1.6035886482840516, -1.3173627591574133, 12),
        (122, 47, 1.55, 0.89, 2),  # the example in the documentation of PROJ
    ],
)
def test_equal_earth_gives_published_values(longitude: float, latitude: float, x: float, y: float, digits: int) -> None:
    assert equal_earth(longitude, latitude) == (pytest.approx(x, abs=0.6 * 10**-digits), pytest.approx(y, abs=0.6 * 10**-digits))  # fmt: skip


@given(st.floats(-170, 170), st.floats(-85, 85))
def test_equal_earth_keeps_areas(longitude: float, latitude: float) -> None:
    """A small square of the globe is as large on the map."""
    side = 0.01
    west, east = equal_earth(longitude - side, latitude)[0], equal_earth(longitude + side, latitude)[0]
    south, north = equal_earth(longitude, latitude - side)[1], equal_earth(longitude, latitude + side)[1]
    on_globe = math.radians(2 * side) * (math.sin(math.radians(latitude + side)) - math.sin(math.radians(latitude - side)))  # fmt: skip
    assert (east - west) * (north - south) == pytest.approx(on_globe, rel=1e-4)
    assert abs(east) < EAST


def outlines() -> list[list[tuple[int, int]]]:
    """Read the silhouette as a browser does."""
    found = []
    for start, steps in re.findall(r"M(\d+ \d+)l([-\d ]+)z", silhouette(ROOT)):
        x, y = map(int, start.split())
        ring = [(x, y)]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        found.append(ring)
    return found


def covers(ring: list[tuple[int, int]], x: float, y: float) -> bool:
    crossed = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossed = not crossed
    return crossed


@pytest.mark.parametrize(
    ("longitude", "latitude", "dry"),
    [
        (0, 30, True), (-60, -10, True), (134, -25, True), (25, -29, True), (100, 62, True), (-178, 66.5, True), (-42, 75, True),
        (-30, 0, False), (-150, 30, False), (80, -30, False), (51, 42, False), (178, 60, False),
    ],
)  # fmt: skip
def test_the_silhouette_is_land_and_nothing_else(longitude: float, latitude: float, dry: bool) -> None:
    """The Sahara and Chukotka are land, oceans and the Caspian Sea are not."""
    x, y = place(longitude, latitude)
    assert sum(covers(ring, x, y) for ring in outlines()) % 2 == dry


def test_the_silhouette_is_small_and_crosses_the_map_nowhere() -> None:
    assert len(silhouette(ROOT)) < 20_000
    for ring in outlines():
        assert all(0 <= x <= WIDTH and -5 <= y <= HEIGHT for x, y in ring)
        assert max(math.dist(a, b) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) < 60


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT)), max_size=120))
def test_spread_spots_touch_nowhere_and_stay_on_the_map(homes: list[tuple[float, float]]) -> None:
    spots = spread(homes, GAP, WIDTH, HEIGHT)
    assert len(spots) == len(homes)
    assert all(math.dist(a, b) > GAP - 0.02 for i, a in enumerate(spots) for b in spots[:i])
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in spots)
    assert spots == spread(homes, GAP, WIDTH, HEIGHT)


def test_spread_parts_what_lies_on_one_place_and_leaves_alone_what_stands_apart() -> None:
    far = [(100.0, 100.0), (300.0, 100.0)]
    assert spread(far, GAP, WIDTH, HEIGHT) == far
    spots = spread([(200.0, 200.0)] * 30, GAP, WIDTH, HEIGHT)
    assert min(math.dist(a, b) for i, a in enumerate(spots) for b in spots[:i]) > GAP - 0.02
    assert max(math.dist(spot, (200, 200)) for spot in spots) < 5 * GAP


class Links(HTMLParser):
    """Links of the map and of the list, by what stands in them."""

    def __init__(self, page: PageModel) -> None:
        super().__init__()
        self.shown: list[tuple[str, str, str, str]] = []
        """Address, title, number and transformation of each link in the picture."""
        self.listed: list[tuple[str, int]] = []
        """Address and number of each country in the list."""
        self.path: list[str] = []
        self._number = 0
        self.feed(page.render())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "ol" and "start" in values:
            self._number = int(values["start"] or 0) - 1
        if tag == "li":
            self._number += 1
        if tag == "a" and "transform" in values:
            self.shown.append((values["href"] or "", "", "", values["transform"] or ""))
        elif tag == "a" and self.path[-1:] == ["li"] and "ol" in self.path:
            self.listed.append((values["href"] or "", self._number))
        if tag not in ("path", "circle", "input", "br"):
            self.path.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.path:
            while self.path.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "svg" in self.path and data.strip():
            href, title, number, where = self.shown[-1]
            self.shown[-1] = (href, data, number, where) if self.path[-1] == "title" else (href, title, data, where)


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
@pytest.mark.parametrize("path", ["", "countries/"])
def test_map_and_list_say_the_same_in_the_same_order(whole_library: Library, language: str, path: str) -> None:
    links = Links(find(whole_library, language, path))
    codes = {code for r in whole_library.catalogue.assessed if not r.withdrawn for code in r.values["countries"]}
    assert len(links.listed) == len(codes)
    assert [(href, number) for href, _title, number, _where in links.shown] == [
        (href, str(number)) for href, number in links.listed
    ]
    assert [number for _href, number in links.listed] == list(range(1, len(codes) + 1))


def test_links_on_the_map_are_named_by_country_and_entries(whole_library: Library) -> None:
    titles = {href: title for href, title, _number, _where in Links(find(whole_library, "en", "countries/")).shown}
    assert re.fullmatch(r"\d+ Mexico: \d+ promising and \d+ others", titles["../countries/mx/"])
    assert re.fullmatch(r"\d+ Norway: 1 other", titles["../countries/no/"])


def test_the_map_is_the_same_in_every_direction_of_writing(whole_library: Library) -> None:
    english, arabic = (Links(find(whole_library, language, "countries/")) for language in ("en", "ar"))
    assert {(href, where) for href, _t, _n, where in english.shown} == {(h, w) for h, _t, _n, w in arabic.shown}
    assert english.listed != arabic.listed, "the list is ordered by the names of its language"


def test_numbers_on_the_map_do_not_overlap(whole_library: Library) -> None:
    spots = [tuple(map(int, re.findall(r"\d+", where))) for *_rest, where in Links(find(whole_library, "en", "")).shown]
    assert len(spots) > 50
    assert min(math.dist(a, b) for i, a in enumerate(spots) for b in spots[:i]) >= 2 * TARGET


def test_a_country_without_promising_practices_is_hollow(tmp_path: Path) -> None:
    built = library(copy_repository(tmp_path / "r", ("us-isap", "ma-regularisation-2014", "no-release-designated-residence")))  # fmt: skip
    html = find(built, "en", "countries/").render()

    assert dict(re.findall(r'<a href="../countries/(..)/"( class="map-other")? transform', html)) == {
        "ma": "", "no": ' class="map-other"', "us": ' class="map-other"',
    }  # fmt: skip

    assert "Only entries that are not yet assessed or shown for context" in html


def test_a_country_without_a_point_is_named_in_the_list_only(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "r", ("us-isap", "ma-regularisation-2014"))
    file = root / "schema" / "vocabularies" / "country.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(id: US\n.*\n.*\n)    point: .*\n", r"\1", text), encoding="utf-8")
    page = find(library(root), "en", "countries/")
    links = Links(page)
    assert [href for href, *_rest in links.shown] == ["../countries/ma/"]
    assert [href for href, _number in links.listed] == ["../countries/ma/", "../countries/us/"]
    assert "In the list only: United States." in page.render()


def test_the_start_page_asks_only_what_it_can_answer(whole_library: Library, tmp_path: Path) -> None:
    everything = find(whole_library, "en", "").render()
    assert everything.count('href="topics/') > 40
    assert 'href="topics/gcm-action/h/">I want to end the detention of children<' in everything
    asked = everything.split('class="questions"')[1].split("</ul>")[0]
    assert asked.count("<li>") == len(whole_library.catalogue.vocabularies["question"].terms)
    small = find(library(copy_repository(tmp_path / "r", ("us-isap",))), "en", "").render()
    assert "I want to end the detention of children" not in small
    assert "Which measures are detention under another name?" in small


def test_the_start_page_searches_the_practices_without_scripts(whole_library: Library) -> None:
    html = find(whole_library, "fr", "").render()
    assert re.search(r'<form [^>]*role="search" action="practices/" method="get">', html)
    assert '<label for="q">' in html
    assert '<input id="q" name="q" type="search"' in html
