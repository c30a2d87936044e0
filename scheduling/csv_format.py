"""CSV as the library reads and writes it: declared columns, every fault told by its line, no cell repeated in it.

(What names a part of the clinic is: see `importer.shown`.)
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from scheduling.names import phone_number
from scheduling.values import NotAllowed
from scheduling.walltime import zone

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d ().-]+$)")  # what a spreadsheet would run; telephone numbers are none


@dataclass(frozen=True, slots=True)
class BadRow:
    """`line` of the file, 1 for its first. `column`: "" where the row as a whole is at fault."""

    line: int
    column: str
    problem: str

    def __str__(self) -> str:
        where = f"line {self.line}" + (f", {self.column}" if self.column else "")
        return f"{where}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Column:
    """`read` makes a value of a cell, or raises ValueError with what is wrong. An empty cell that need not be filled
    (or a column that is left out) is `default`."""

    name: str
    read: Callable[[str], Any]
    required: bool = True
    default: Any = None


@dataclass(frozen=True, slots=True)
class Record:
    line: int
    values: Mapping[str, Any]


def read(text: str, columns: Sequence[Column]) -> tuple[list[Record], list[BadRow]]:
    """The good rows, and every fault of the others. A header that lacks columns, or has unknown ones, is one fault."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    records: list[Record] = []
    bad: list[BadRow] = []
    names: list[str] | None = None
    for line, row in _rows(reader, bad):
        if names is None:
            names = [cell.strip().lower() for cell in row]
            if problem := _header_problem(names, columns):
                return [], [BadRow(line, "", problem)]
        elif any(cell.strip() for cell in row):
            if len(row) != len(names):
                bad.append(BadRow(line, "", f"{len(row)} cells where the header has {len(names)}"))
                continue
            values, faults = _values(dict(zip(names, row, strict=True)), columns)
            bad += [BadRow(line, column, problem) for column, problem in faults]
            if not faults:
                records.append(Record(line, values))
    if names is None and not bad:
        bad.append(BadRow(1, "", "the file is empty: its first line names the columns"))
    return records, bad


def write(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A header and the rows; what a spreadsheet would take for a formula is marked as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_shown(row.get(name)) for name in columns])
    return out.getvalue()


def _rows(reader: Any, bad: list[BadRow]) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            bad.append(BadRow(line, "", f"not well-formed CSV ({error}); nothing after it was read"))
            return


def _header_problem(names: Sequence[str], columns: Sequence[Column]) -> str | None:
    known = [column.name for column in columns]
    if missing := [column.name for column in columns if column.required and column.name not in names]:
        return f"the header lacks: {', '.join(missing)}"
    if unknown := [name for name in names if name not in known]:
        return f"{len(unknown)} unknown or unnamed columns in the header; known are: {', '.join(known)}"
    return "a column is named twice in the header" if len(set(names)) != len(names) else None


def _values(cells: Mapping[str, str], columns: Sequence[Column]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    values: dict[str, Any] = {}
    faults = []
    for column in columns:
        cell = cells.get(column.name, "").strip()
        cell = cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
        if not cell:
            values[column.name] = column.default
            if column.required:
                faults.append((column.name, "is empty"))
            continue
        try:
            values[column.name] = column.read(cell)
        except (ValueError, NotAllowed) as error:
            faults.append((column.name, str(error)))
    return values, faults


def _shown(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case time():
            return value.strftime("%H:%M" if not value.second else "%H:%M:%S")
        case date():  # and datetime
            return value.isoformat()
        case list() | tuple():
            return _marked("; ".join(value))
        case _:
            return _marked(str(value))


def _marked(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


# --- what cells hold


def words(cell: str) -> str:
    return " ".join(cell.split())


def listing(cell: str) -> list[str]:
    return [words(part) for part in cell.split(";") if part.strip()]


def flag(cell: str) -> bool:
    if cell.lower() in ("yes", "true", "1", "y"):
        return True
    if cell.lower() in ("no", "false", "0", "n"):
        return False
    raise ValueError("neither yes nor no")


def wall_time(cell: str) -> time:
    try:
        found = time.fromisoformat(cell)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise ValueError("not a time of day: write it as HH:MM")
    return found


def whole(least: int, most: int) -> Callable[[str], int]:
    def read_number(cell: str) -> int:
        if not re.fullmatch(r"-?\d{1,9}", cell) or not least <= int(cell) <= most:
            raise ValueError(f"not a whole number from {least} to {most}")
        return int(cell)

    return read_number


def weekday(cell: str) -> int:
    """0 for "Monday", "mon", …"""
    matches = [number for number, name in enumerate(WEEKDAYS) if len(cell) >= 3 and name.startswith(cell.lower())]
    if len(matches) != 1:
        raise ValueError("not a day of the week: write it as monday, tuesday, …")
    return matches[0]


def one_of(*choices: str) -> Callable[[str], str]:
    def choose(cell: str) -> str:
        if cell.lower() not in choices:
            raise ValueError(f"not one of {', '.join(choices)}")
        return cell.lower()

    return choose


def phone(cell: str) -> str:
    return phone_number(cell)


def timezone(cell: str) -> str:
    return zone(cell).key
