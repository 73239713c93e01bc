"""`python -m matcher`."""

from __future__ import annotations

from matcher.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
