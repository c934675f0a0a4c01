"""The files of the page, without a browser: how they are served and what they may hold."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import bot.simulator
from tests.simulator.driver import Driver

PAGE = Path(bot.simulator.__file__).parent / "page"
FILES = sorted(path.name for path in PAGE.iterdir())
STYLE = (PAGE / "style.css").read_text("utf-8")
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}
# Names of a format, and the address of a bot that people are shown; nothing is fetched from them.
HARMLESS = {"http://www.w3.org/2000/svg", "https://t.me", "https://t.me/", "http://"}


@pytest.mark.parametrize("name", FILES)
async def test_every_file_is_served_as_what_it_is(sim: Driver, name: str) -> None:
    async with sim.session.get(f"{sim.running.base_url}/page/{name}") as response:
        assert response.status == 200
        assert response.content_type == TYPES[Path(name).suffix]
        assert await response.read() == (PAGE / name).read_bytes()


async def test_the_page_is_at_the_root(sim: Driver) -> None:
    async with sim.session.get(sim.running.page_url) as response:
        assert response.content_type == "text/html"
        assert await response.read() == (PAGE / "index.html").read_bytes()


@pytest.mark.parametrize("path", ["..%2Fserver.py", "none.js", "%2e%2e/server.py", "."])
async def test_nothing_else_is_served(sim: Driver, path: str) -> None:
    async with sim.session.get(f"{sim.running.base_url}/page/{path}") as response:
        assert response.status == 404


@pytest.mark.parametrize("name", FILES)
def test_nothing_comes_from_outside(name: str) -> None:
    text = (PAGE / name).read_text("utf-8")
    assert set(re.findall(r"https?://[\w./-]*", text)) <= HARMLESS


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".js")])
def test_scripts_build_nodes_and_never_read_html(name: str) -> None:
    text = (PAGE / name).read_text("utf-8")
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "DOMParser",
    ):
        assert way not in text
    for imported in re.findall(r'from "\./([\w.]+)"', text):
        assert (PAGE / imported).is_file()


def test_the_markup_has_no_inline_code_or_style() -> None:
    text = (PAGE / "index.html").read_text("utf-8")
    assert not re.findall(r"\son\w+=|\sstyle=|<style|<script>", text)


def colours(theme: str) -> dict[str, tuple[float, ...]]:
    """The variables of a theme that are plain colours, those of the light one beneath."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    found: dict[str, tuple[float, ...]] = {}
    for block in blocks[:1] if theme == "light" else blocks[:2]:
        for name, value in re.findall(r"--([\w-]+): #([0-9a-f]{6});", block):
            found[name] = tuple(int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
        for name, red, green, blue, share in re.findall(
            r"--([\w-]+): rgb\((\d+) (\d+) (\d+) / (\d+)%\);", block
        ):
            rgb = (int(red) / 255, int(green) / 255, int(blue) / 255)
            found[name] = (*rgb, int(share) / 100)
    return found


def contrast(text: tuple[float, ...], ground: tuple[float, ...]) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: tuple[float, ...]) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def over(glass: tuple[float, ...], ground: tuple[float, ...]) -> tuple[float, ...]:
    share = glass[3]
    return tuple(a * share + b * (1 - share) for a, b in zip(glass[:3], ground, strict=True))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground(theme: str) -> None:
    colour = colours(theme)
    white = (1.0, 1.0, 1.0)
    pairs = {
        "text on page": (colour["text"], colour["page"]),
        "muted on page": (colour["muted"], colour["page"]),
        "muted on hover": (colour["muted"], colour["hover"]),
        "accent button": (colour["on-accent"], colour["accent"]),
        "link on page": (colour["link"], colour["page"]),
        "link on chosen topic": (colour["link"], colour["accent-soft"]),
        "danger on page": (colour["danger"], colour["page"]),
        "text in": (colour["text"], colour["in"]),
        "text out": (colour["text"], colour["out"]),
        "time in": (colour["in-muted"], colour["in"]),
        "time out": (colour["out-muted"], colour["out"]),
        "link in": (colour["link"], colour["in"]),
        "link out": (colour["out-accent"], colour["out"]),
        **{f"name {n}": (colour[f"hue-{n}"], colour["in"]) for n in range(7)},
        **{
            f"{glass} on wall {n}": (white, over(colour[glass], colour[f"wall-{n}"]))
            for n in (1, 2, 3)
            for glass in ("glass", "pill")
        },
    }
    weak = {
        name: round(contrast(*pair), 2) for name, pair in pairs.items() if contrast(*pair) < 4.5
    }
    assert not weak


def test_every_icon_that_is_asked_for_is_drawn() -> None:
    scripts = "\n".join((PAGE / name).read_text("utf-8") for name in FILES if name.endswith(".js"))
    drawn = set(re.findall(r"^  (\w+): \"M", scripts, re.MULTILINE))
    asked = set(re.findall(r"icon\(\"(\w+)\"\)|icon: \"(\w+)\"", scripts))
    assert {first or second for first, second in asked} <= drawn


def test_headings_are_in_order() -> None:
    text = (PAGE / "index.html").read_text("utf-8")
    levels = [int(level) for level in re.findall(r"<h(\d)", text)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
