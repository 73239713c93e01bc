"""How kernels are compiled: without the GIL, one thread each, kept on disk between runs.

Compiled code is cached in the user's cache directory, never beside the source. Numba renews a kernel only when its own
file changes, not when a helper in another file does, so the folder is named after the text of all kernels.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def _cache_folder() -> Path:
    if numba.config.CACHE_DIR:  # NUMBA_CACHE_DIR: the user's own choice
        return Path(numba.config.CACHE_DIR)
    text = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "matcher" / "numba" / hashlib.sha256(text).hexdigest()[:16]


def _use_cache() -> bool:
    """Point numba to the cache folder; False where it cannot be written, which numba would call an error."""
    try:
        folder = _cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except (OSError, RuntimeError):  # RuntimeError: there is no home directory
        return False
    numba.config.CACHE_DIR = str(folder)
    return True


CACHED = _use_cache()


def kernel(function: Kernel) -> Kernel:
    """Compile a kernel at its first call."""
    compiled: Kernel = numba.njit(nogil=True, cache=CACHED)(function)
    return compiled


def inlined(function: Kernel) -> Kernel:
    """Compile a step of kernels into each kernel that takes it, so that loops around it become vector code."""
    compiled: Kernel = numba.njit(nogil=True, forceinline=True)(function)
    return compiled
