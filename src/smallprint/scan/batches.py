"""What is handed to a worker: which pictures of which export. Small and picklable."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Piece:
    """One picture to look at."""

    id: int  # the asker's own number
    member: str  # File.name in the export
    video: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Some pictures of one export."""

    parts: tuple[str, ...]  # paths of the export's files or folder, as text
    pieces: tuple[Piece, ...]
    thorough: bool = False

    def singly(self) -> list[Batch]:
        """One batch for each picture."""
        return [replace(self, pieces=(piece,)) for piece in self.pieces]
