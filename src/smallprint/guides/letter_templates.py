"""The letters as they were reviewed, one TOML file each (letters/README.md gives the keys), and networks' forms."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from smallprint.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, and what must hold for it to be used."""

    text: str
    when: frozenset[str]

    def fits(self, facts: frozenset[str]) -> bool:
        """Whether every condition holds; one that begins with "!" must not."""
        return all((word.removeprefix("!") in facts) != word.startswith("!") for word in self.when)


@dataclass(frozen=True, slots=True)
class Template:
    """One reviewed letter."""

    name: str
    title: str
    subject: str
    paragraphs: tuple[Paragraph, ...]
    sources: tuple[str, ...]
    last_checked: date
    confirmed: bool
    check: str  # what a person must look at before it counts as confirmed


@dataclass(frozen=True, slots=True)
class PlatformForm:
    """A network's own form for an ordinary picture of one's child."""

    platform: str
    title: str
    address: str  # "" where it is only in the app
    words: str
    mark: str  # how sure: "high", "medium", "low"
    last_checked: date
    help: str = ""
    self_from: int | None = None  # from this age the young person must ask


@lru_cache(maxsize=1)
def all_templates() -> dict[str, Template]:
    """Every letter by its file's name."""
    folder = resources.files("smallprint.guides").joinpath("letters")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    found = [read_template(file.name.removesuffix(".toml"), file.read_text(encoding="utf-8")) for file in files]
    return {template.name: template for template in found}


def template(name: str) -> Template:
    """One letter. Raises UnknownName."""
    if name not in all_templates():
        raise UnknownName(f"There is no letter “{name}”.", hint="See which there are: smallprint takedown letter ID")
    return all_templates()[name]


def read_template(name: str, text: str) -> Template:
    """Read one file. Raises KeyError or TypeError when it is not as README.md says."""
    raw = tomllib.loads(text)
    paragraphs = tuple(Paragraph(each["text"], frozenset(each.get("when", ()))) for each in raw.pop("paragraphs"))
    sources = tuple(raw.pop("sources"))
    return Template(name=name, paragraphs=paragraphs, sources=sources, **raw)


@lru_cache(maxsize=1)
def all_forms() -> dict[str, PlatformForm]:
    """Every network's form by the network's name."""
    file = resources.files("smallprint.guides").joinpath("services", "platform_forms.toml")
    raw: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    forms = [PlatformForm(last_checked=raw["last_checked"], **each) for each in raw["forms"]]
    return {form.platform: form for form in forms}
