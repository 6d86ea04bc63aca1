"""The home: the only place with SQL. Encrypted, local, idempotent; gives and takes records."""

from smallprint.store.backup import forget_everything
from smallprint.store.home import (
    Home,
    change_passphrase,
    create_home,
    new_recovery_code,
    open_home,
    restore_home,
    unlock,
)
from smallprint.store.kept import (
    Counts,
    Job,
    KeptExport,
    KnownFace,
    Mark,
    NewExport,
    Page,
    Place,
    Restored,
    StepClaim,
    ToFingerprint,
    ToLookAt,
    TroubleCount,
    Wanted,
)
from smallprint.store.words import suggest_passphrase

__all__ = [
    "Counts",
    "Home",
    "Job",
    "KeptExport",
    "KnownFace",
    "Mark",
    "NewExport",
    "Page",
    "Place",
    "Restored",
    "StepClaim",
    "ToFingerprint",
    "ToLookAt",
    "TroubleCount",
    "Wanted",
    "change_passphrase",
    "create_home",
    "forget_everything",
    "new_recovery_code",
    "open_home",
    "restore_home",
    "suggest_passphrase",
    "unlock",
]
