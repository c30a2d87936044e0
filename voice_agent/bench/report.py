"""Where every benchmark writes its figures: `build/bench/<name>.json`, with the machine and the versions."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("faster-whisper", "ctranslate2", "piper-tts", "onnxruntime", "sqlalchemy", "aiohttp", "websockets", "numpy")


def machine() -> dict[str, str | int | float]:
    """Processor, cores, memory (GiB) and operating system."""
    info = Path("/proc/cpuinfo")
    models = [line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": models[0] if models else platform.processor() or platform.machine(),
        "cores": os.cpu_count() or 1,
        "memory_gib": round(pages / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def write(name: str, figures: Mapping[str, float], folder: Path = Path("build/bench")) -> Path:
    """Write `<folder>/<name>.json` and return its path. Figures are rounded to four decimals."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    report = {
        "name": name,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": {package: version(package) for package in PACKAGES},
        "figures": {key: round(float(value), 4) for key, value in figures.items()},
    }
    path.write_text(json.dumps(report, indent=2) + "\n")
    return path
