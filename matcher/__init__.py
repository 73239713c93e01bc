"""matcher tells list holders which rows are the same person, and nothing else."""

from __future__ import annotations

__version__ = "0.1.0"
