"""Addresses in the records: whether they still lead to what they led to. The only room that uses the network."""

from atd.links.addresses import Address, addresses
from atd.links.archive import WAYBACK, find_copies
from atd.links.probing import Manners, probe_all
from atd.links.report import first_days, links_json, links_markdown
from atd.links.verdict import FAULTS, State, Verdict

__all__ = [
    "FAULTS",
    "WAYBACK",
    "Address",
    "Manners",
    "State",
    "Verdict",
    "addresses",
    "find_copies",
    "first_days",
    "links_json",
    "links_markdown",
    "probe_all",
]
