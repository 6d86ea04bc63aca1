"""Who follows and is followed, and with whom the holder is in touch.

The lists give numbers, no names. A name is known for accounts that were answered or mentioned in own posts; for the
others the number stands in its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from smallprint.exports import Export
from smallprint.readers.x import layout
from smallprint.readers.x.shapes import digits_of, inner, mentions_of, text_of
from smallprint.records.items import Contact, InTouch, Tie, Trouble


@dataclass(slots=True)
class People:
    """The names met so far, and how often the holder wrote to whom. How often is never stored."""

    me: str  # the holder's number; "" where it is unknown
    my_name: str
    names: dict[str, str] = field(default_factory=dict)  # number -> user name
    counts: dict[str, Counter[str]] = field(default_factory=dict)  # "comment", "tag", "message" -> number or name

    def note(self, post: dict[str, object], *, own: bool) -> None:
        """Take the names in a post; of an own one, that its people were answered or mentioned."""
        answered = digits_of(post.get("in_reply_to_user_id_str")) or digits_of(post.get("in_reply_to_user_id"))
        answered_name = text_of(post.get("in_reply_to_screen_name"))
        if answered and answered_name:
            self.names.setdefault(answered, answered_name)
        if own and (answered or answered_name):
            self.count("comment", answered or answered_name)
        for id, name in mentions_of(post):
            if id:
                self.names.setdefault(id, name)
            if own and id != answered and name != answered_name:
                self.count("tag", id or name)

    def count(self, how: str, who: str, times: int = 1) -> None:
        """Count one exchange, unless it is with oneself."""
        if who and who not in {self.me, self.my_name}:
            self.counts.setdefault(how, Counter())[who] += times

    def name_of(self, id: str) -> str:
        """The user name behind a number, or the number."""
        return self.names.get(id, id)

    def in_touch(self) -> Iterator[InTouch]:
        """The counts, by name."""
        for how, counts in self.counts.items():
            named: Counter[str] = Counter()
            for who, times in counts.items():
                named[self.name_of(who)] += times
            for name, times in sorted(named.items()):
                yield InTouch(name, how, times)


def read_contacts(export: Export, people: People) -> Iterator[Contact | Trouble]:
    """Each follower and each followed account once."""
    troubles: list[Trouble] = []
    for tie in (Tie.FOLLOWER, Tie.FOLLOWING):
        seen: set[str] = set()
        for _, record in layout.small(export, troubles, tie.value):
            id = digits_of(inner(record, tie.value).get("accountId"))
            if id and id not in seen:
                seen.add(id)
                yield Contact(tie, people.name_of(id))
    yield from troubles
