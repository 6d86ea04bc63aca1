"""Where the way ends: a sexual, nude or "AI nude" picture of a child has no letter, no case, no checker.

The one thing that is given for it is the page of services (guides.services), and every function that takes a case
first asks `refuse_stopped`. tests/takedowns/test_no_way.py walks all of them.
"""

from __future__ import annotations

import re
from enum import StrEnum

from smallprint.errors import Refused
from smallprint.records.takedowns import Case


class Picture(StrEnum):
    """The first question: what kind of picture is it?"""

    ORDINARY = "ordinary"
    SEXUAL = "sexual"  # nude, sexual, or made so by AI


HINT = "Where to turn, and what not to do: smallprint report"
SENTENCE = "This is not for a letter: no copy, no look, no message. There are people who take it down."

# Said by the person about the picture. Better one question too many than one letter with such a picture in it.
_SAYS_SO = re.compile(
    r"\b(nudes?|naked|topless|sexual(ly|i[sz]ed)?|porn\w*|indecent|undress\w*|deep ?nudes?|deep ?fakes?|sextort\w*|"
    r"explicit (pictures?|photos?|images?|videos?|content|material)|csam|genitals?)\b",
    re.IGNORECASE,
)


def says_it_is_sexual(*texts: str) -> bool:
    """Whether the person's own words say what kind of picture it is. No picture is ever looked at for this."""
    return any(_SAYS_SO.search(text) for text in texts)


def refuse_stopped(case: Case) -> None:
    """Raise Refused for a case that was stopped."""
    if case.stopped:
        raise Refused(SENTENCE, hint=HINT)
