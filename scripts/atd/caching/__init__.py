"""Results that need not be worked out twice."""

from atd.caching.origin import PART, Origin, origin_of, program
from atd.caching.store import Store, open_store

__all__ = ["PART", "Origin", "Store", "open_store", "origin_of", "program"]
