"""TOML that a stranger may have written: read by the standard library, but for what takes it hours."""

from __future__ import annotations

import re
import tomllib
from typing import Any

DEEPEST = 8  # names joined by dots; none of our files joins any, and a reader takes time by their square

# Taken whole or not at all, and looked for where one begins: else a long name would be read from each of its letters.
_NAME = r"(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_JOINED = re.compile(rf"(?<![A-Za-z0-9_-]){_NAME}(?:[ \t]*+\.[ \t]*+{_NAME}){{{DEEPEST}}}")


def parse_toml(content: bytes) -> dict[str, Any]:
    """Parse a file in UTF-8. Raises ValueError for what is none, for names joined too often, and RecursionError."""
    text = content.decode("utf-8")
    if _JOINED.search(text):
        raise ValueError(f"more than {DEEPEST} names joined by dots")
    return tomllib.loads(text)
