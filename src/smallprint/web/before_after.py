"""Before and after: how many pictures with a child each group of people could see, and what is proven."""

from __future__ import annotations

from smallprint.jobs.before_after import before_and_after
from smallprint.web.asked import Ask, Shown


def before_after(ask: Ask) -> Shown:
    """The counts, and the proof where a later download gives it."""
    return Shown("before_after.html", {"sides": before_and_after(ask.room.home())})
