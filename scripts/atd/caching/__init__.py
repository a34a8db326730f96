"""Results that need not be worked out twice."""

from atd.caching.discarding import clearing, discard
from atd.caching.finished import Finished, finish, finished
from atd.caching.origin import PART, Origin, lasts, origin_of, program
from atd.caching.recalling import Outcome, recalled
from atd.caching.retained import recall, retain
from atd.caching.store import Store, open_store

__all__ = [
    "PART",
    "Finished",
    "Origin",
    "Outcome",
    "Store",
    "clearing",
    "discard",
    "finish",
    "finished",
    "lasts",
    "open_store",
    "origin_of",
    "program",
    "recall",
    "recalled",
    "retain",
]
