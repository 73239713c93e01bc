"""Where compiled kernels are kept, and that they need not be kept at all."""

from __future__ import annotations

import numba
import pytest

from kernels import jit


@pytest.fixture
def without_choice(monkeypatch):
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")


@pytest.mark.usefixtures("without_choice")
def test_the_cache_stands_in_the_users_cache_directory(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert jit._use_cache()
    (folder,) = (tmp_path / "matcher" / "numba").iterdir()
    assert str(folder) == numba.config.CACHE_DIR
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("without_choice")
def test_without_a_folder_to_write_to_nothing_is_cached(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert not jit._use_cache()
    assert numba.config.CACHE_DIR == ""


def test_the_users_own_choice_is_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "own"))
    assert jit._use_cache()
    assert str(tmp_path / "own") == numba.config.CACHE_DIR
