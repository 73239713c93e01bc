"""Everything that can go wrong, by who can put it right.

    MatcherError
    ├── UsageError       the command was wrong                          exit 2
    ├── DataError        a list or a file is not what it should be      exit 3
    ├── MismatchError    files that do not belong together              exit 4
    ├── OverBudgetError  more chance pairs than the profile allows      exit 5
    ├── RoleError        who has the secret may not compare             exit 5
    ├── SpentRunError    a run in which a list was encoded already      exit 5
    └── LimitError       a comparison that the unit's limits refuse     exit 5

A message is one line: what, where (file, row, column) and what to do. It never holds a cell's content.
"""

from __future__ import annotations


class MatcherError(Exception):
    """An error a person can act on; `exit_code` is what the command line returns."""

    exit_code = 1


class UsageError(MatcherError):
    exit_code = 2


class DataError(MatcherError):
    exit_code = 3


class MismatchError(MatcherError):
    exit_code = 4


class OverBudgetError(MatcherError):
    exit_code = 5


class RoleError(MatcherError):
    exit_code = 5


class SpentRunError(MatcherError):
    exit_code = 5


class LimitError(MatcherError):
    exit_code = 5
