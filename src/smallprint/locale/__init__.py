"""What smallprint says, in the person's language. English stands in the code; catalogues lie beside this file.

A catalogue is `locale/<language>/LC_MESSAGES/smallprint.mo`. Whole sentences only: no language glues halves together
the way English does.
"""

from __future__ import annotations

import gettext
from pathlib import Path

_CATALOGUES = Path(__file__).parent
_spoken: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def speak(language: str | None) -> None:
    """Choose the language from now on, for example "de" or "pt_BR"; English where there is no catalogue for it."""
    languages = [language] if language else []
    _spoken[0] = gettext.translation("smallprint", _CATALOGUES, languages=languages, fallback=True)


def _(sentence: str) -> str:
    """The sentence in the chosen language."""
    return _spoken[0].gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for one or for many, by the chosen language's own rule."""
    return _spoken[0].ngettext(one, many, count)


def later(sentence: str) -> str:
    """Mark a sentence for the catalogue that is written down now and said later with `_`."""
    return sentence
