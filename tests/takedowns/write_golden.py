"""Write every golden letter anew: python -m tests.takedowns.write_golden. Then read each of them."""

from __future__ import annotations

from pathlib import Path

from tests.takedowns.invented import LETTERS, TODAY

from smallprint.takedowns.letter_forms import as_text
from smallprint.takedowns.letters import write

GOLDEN = Path(__file__).parent / "golden"

if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, (case, letter) in LETTERS.items():
        (GOLDEN / f"{name}.txt").write_text(as_text(write(case, TODAY, letter)), encoding="utf-8", newline="\n")
