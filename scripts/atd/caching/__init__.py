"""Results that need not be worked out twice."""

from atd.caching.store import Store, open_store

__all__ = ["Store", "open_store"]
