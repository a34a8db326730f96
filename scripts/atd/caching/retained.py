"""Values in files that may be deleted at any time, and are used only where no byte differs."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import Any

import cbor2

_DIGEST = 32
"""Bytes of the digest with which a file begins."""


def recall(file: Path, mark: str) -> Any:
    """Read what was retained under this mark; None where there is nothing or anything else."""
    with contextlib.suppress(OSError, ValueError):
        content = file.read_bytes()
        digest, body = content[:_DIGEST], memoryview(content)[_DIGEST:]
        if _digest(mark, body) == digest:
            return cbor2.loads(body)
    return None


def retain(file: Path, mark: str, told: Any) -> None:
    """Write something, whole or not at all; a tree that cannot be written to costs time only.

    ``mark`` names what it depends on beside itself, such as the program.
    """
    body = cbor2.dumps(told)
    unfinished = file.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(_digest(mark, body) + body)
        unfinished.replace(file)


def _digest(mark: str, body: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(mark.encode())
    digest.update(body)
    return digest.digest()
