"""Reads exports into the home. Running it again changes nothing; killed half-way, it reads again and ends the same."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Literal
from urllib.parse import quote

from smallprint.errors import Refused
from smallprint.exports import Export, open_export
from smallprint.jobs.given import Given
from smallprint.jobs.ledger import Ledger
from smallprint.jobs.progress import Progress
from smallprint.readers import reader_named
from smallprint.records.items import (
    AccountFact,
    Audience,
    Contact,
    InTouch,
    Item,
    Joined,
    Kind,
    Record,
    Skipped,
    Trouble,
)
from smallprint.store import Home
