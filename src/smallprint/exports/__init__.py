"""Opening a stranger's zip safely: one read-only view over what a network gave."""

from smallprint.exports.file import File
from smallprint.exports.limits import LIMITS, ExportTrouble, Limits
from smallprint.exports.open import Export, open_export
from smallprint.exports.parts import group_parts

__all__ = ["LIMITS", "Export", "ExportTrouble", "File", "Limits", "group_parts", "open_export"]
