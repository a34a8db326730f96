"""The candidate that was most likely meant."""

from __future__ import annotations

import difflib


def nearest(word: str, candidates: list[str]) -> str:
    """Find the candidate nearest to a misspelt word, or nothing."""
    lowered = {candidate.lower(): candidate for candidate in candidates}
    spelled = word.strip().lower().replace(" ", "-").replace("_", "-")
    for attempt in (spelled, spelled.replace("-", "_")):
        if attempt in lowered:
            return lowered[attempt]
    found = difflib.get_close_matches(spelled[:80], list(lowered), n=1, cutoff=0.72)
    return lowered[found[0]] if found else ""


def closest_terms(word: str, candidates: list[str]) -> list[str]:
    """List up to three candidates that look at all like a word, the nearest first."""
    return difflib.get_close_matches(word.strip().lower()[:80], candidates, n=3, cutoff=0.4)
