"""With whom the holder exchanges comments, reactions, tags and messages: names and counts, never the words.

Comments and reactions name nobody but in Facebook's own sentence ("Cleo Marrow likes Edith Marrow's photo."), which
is in the interface's language. So nothing is read from its grammar: a friend counts where the friend's whole name
stands in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from smallprint.exports import Export
from smallprint.exports.text import plain
from smallprint.readers.facebook import layout
from smallprint.readers.facebook.account import small_list
from smallprint.readers.meta.labels import text_of
from smallprint.records.items import InTouch, Trouble

REACTIONS = (
    (
        "comments_and_reactions/posts_and_comments*",
        "comments_and_reactions/likes_and_reactions*",
        "likes_and_reactions/posts_and_comments*",
    ),
    ("reactions",),
)
_LONGEST = 6  # words of a name
_WORD = re.compile(r"[^\s,;:!?\"()]+")
# Chats call people who left so.
_GONE = ("facebook user", "facebook-nutzer", "facebookgebruiker", "usuario de facebook", "utilisateur facebook")


@dataclass(slots=True)
class Touch:
    """The counts, by how and by name."""

    me: frozenset[str]
    names: dict[str, str]  # compared name of a contact -> as written
    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, how: str, told: Counter[str]) -> None:
        """Count names as they are written."""
        counts = self.counts.setdefault(how, Counter())
        for name, times in told.items():
            if plain(name) not in self.me and not plain(name).startswith(_GONE):
                counts[name] += times

    def records(self) -> Iterator[InTouch]:
        """The counts as records."""
        for how, names in self.counts.items():
            for name, times in sorted(names.items()):
                yield InTouch(name, how, times)


def read_touch(export: Export, touch: Touch) -> Iterator[Trouble]:
    """Walk the lists of comments and reactions."""
    troubles: list[Trouble] = []
    comments = (layout.COMMENTS.files, layout.COMMENTS.keys)
    for how, (stems, keys) in (("comment", comments), ("like", REACTIONS)):
        met: Counter[str] = Counter()
        for _, record in small_list(export, troubles, stems, keys):
            if isinstance(record, dict):
                title = text_of(record.get("title")) or text_of(record.get("heading"))
                met.update(named_in(title, touch.names))
        touch.add(how, met)
    # The list of comments is in the ledger: what is wrong with it is told there.
    told = {file.name for file in layout.files_of(export, *layout.COMMENTS.files)}
    yield from (one for one in troubles if one.where.partition("#")[0] not in told)


def named_in(sentence: str, names: dict[str, str]) -> set[str]:
    """Which of the names stand whole in a sentence, also with the s of "Edith Marrow's"."""
    words = _WORD.findall(plain(sentence))[:60] if names else []
    found: set[str] = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            part = " ".join(words[start:end]).rstrip(".")
            known = next((names[form] for form in _forms(part) if form in names), None)
            if known:
                found.add(known)
    return found


def _forms(part: str) -> tuple[str, ...]:
    return (part, part.removesuffix("'s"), part.removesuffix("'"), part.removesuffix("s"))
