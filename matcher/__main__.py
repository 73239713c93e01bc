"""`python -m matcher`."""

from __future__ import annotations

import sys


def main() -> int:
    """Load the commands and run one; an interrupt is told in a line from the first moment."""
    try:
        from matcher.cli import main as run
    except KeyboardInterrupt:
        print("matcher: interrupted", file=sys.stderr)
        return 130
    return run()


if __name__ == "__main__":
    raise SystemExit(main())
