"""Compiled templates kept in memory, shared by the languages of a build."""

from __future__ import annotations

import jinja2
from jinja2.bccache import Bucket


class MemoryCache(jinja2.BytecodeCache):
    """Compile each template once, not once for each language."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with code compiled before from the same source."""
        code = self._code.get(f"{bucket.key}{bucket.checksum}")
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket."""
        self._code[f"{bucket.key}{bucket.checksum}"] = bucket.bytecode_to_string()
