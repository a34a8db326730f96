"""What became of an address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from atd.findings import Phrase, phrase

SLOW_SECONDS = 10.0
"""An answer that takes longer keeps readers with slow lines away."""


class State(Enum):
    """What an address answered, the most urgent first."""

    DEAD = "dead"
    TLS = "tls"
    BROKEN = "broken"
    MOVED = "moved"
    SILENT = "silent"
    BLOCKED = "blocked"
    SLOW = "slow"
    REDIRECTED = "redirected"
    WELL = "well"

    @property
    def phrase(self) -> Phrase:
        """What it means and what to do, in a sentence."""
        return _SENTENCES[self]


_SENTENCES = {
    State.DEAD: phrase("Gone: find the document elsewhere, or name an archived copy."),
    State.TLS: phrase("The connection is not secure: browsers warn readers or refuse. Look for another address."),
    State.BROKEN: phrase("The server fails. If it does so again, name an archived copy."),
    State.MOVED: phrase("Moved for good: write the new address."),
    State.SILENT: phrase("No answer in time. If it stays silent, name an archived copy."),
    State.BLOCKED: phrase("Refused to this program; it may well open for people. Look by hand now and then."),
    State.SLOW: phrase("Opens, but slowly."),
    State.REDIRECTED: phrase("Leads elsewhere for the time being; nothing to do."),
    State.WELL: phrase("Opens."),
}
FAULTS = (State.DEAD, State.TLS, State.BROKEN, State.MOVED, State.SILENT)
"""States that need somebody to do something."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of an address and how it was found."""

    url: str
    state: State
    detail: str = ""
    """Code of the answer or name of the fault, such as ``404`` or ``no such host``."""
    leads_to: str = ""
    """Where a moved or redirected address ends."""
    seconds: float = 0.0
    copy: str = ""
    """An archived copy that was found."""
