"""Reads the shop's knowledge from a table: CSV, or XLSX with the extra of that name."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guarded_reply.errors import PolicyError
from guarded_reply.request import KnowledgeEntry

MAX_ENTRIES = 20_000


def read_knowledge(path: str | Path) -> tuple[KnowledgeEntry, ...]:
    """Entries from a CSV (UTF-8) or XLSX table whose header names ``title`` (标题, 问题) and ``text`` (内容, 答案), and perhaps ``id``.

    Raises PolicyError as ``file:line: …``. XLSX needs openpyxl (extra ``xlsx``).
    """
    file = Path(path)
    rows = list(_rows(file))
    if not rows:
        raise PolicyError(f"{file}:1: empty")
    columns = {name: position for position, cell in enumerate(rows[0]) if (name := _COLUMNS.get(cell.strip().lower()))}
    missing = [name for name in ("title", "text") if name not in columns]
    if missing:
        raise PolicyError(f"{file}:1: no column {' and '.join(missing)} (标题/问题, 内容/答案)")
    found: list[KnowledgeEntry] = []
    for line, row in enumerate(rows[1:], start=2):
        cells = {name: (row[position].strip() if position < len(row) else "") for name, position in columns.items()}
        if not any(cells.values()):
            continue
        empty = next((name for name in ("title", "text") if not cells[name]), None)
        if empty:
            raise PolicyError(f"{file}:{line}: {empty}: empty")
        found.append(KnowledgeEntry(id=cells.get("id") or f"{file.stem}-{line}", title=cells["title"][:200], text=cells["text"]))
        if len(found) > MAX_ENTRIES:
            raise PolicyError(f"{file}:{line}: more than {MAX_ENTRIES} entries")
    return tuple(found)


_COLUMNS = {"id": "id", "编号": "id", "title": "title", "标题": "title", "问题": "title", "question": "title", "text": "text", "内容": "text", "答案": "text", "回答": "text", "answer": "text"}


def _rows(file: Path) -> Iterator[list[str]]:
    try:
        if file.suffix.lower() == ".xlsx":
            yield from _xlsx_rows(file)
            return
        with file.open(encoding="utf-8-sig", newline="") as source:
            yield from csv.reader(source)
    except OSError as error:
        raise PolicyError(f"{file}:1: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise PolicyError(f"{file}:1: not UTF-8") from None
    except csv.Error as error:
        raise PolicyError(f"{file}:1: not CSV: {error}") from None


def _xlsx_rows(file: Path) -> Iterator[list[str]]:
    try:
        from openpyxl import load_workbook  # pyright: ignore[reportMissingModuleSource,reportUnknownVariableType] -- an extra
    except ImportError:
        raise PolicyError(f"{file}:1: reading XLSX needs openpyxl: pip install 'guarded-reply[xlsx]'") from None
    try:
        book: Any = load_workbook(file, read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 -- whatever the library raises on a broken file
        raise PolicyError(f"{file}:1: not an XLSX file: {type(error).__name__}") from None
    for row in book.active.iter_rows(values_only=True):
        yield ["" if cell is None else str(cell) for cell in row]
