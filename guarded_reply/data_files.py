"""Where the policies and prompts lie: inside the installed package, or at the top of a source checkout."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


@lru_cache(maxsize=8)
def data_dir(name: Literal["policies", "prompts"]) -> Path:
    """The folder of packaged data; raises FileNotFoundError when the installation is broken."""
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name}: neither in the package nor beside it")
