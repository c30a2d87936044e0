from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distribution
from pathlib import Path

import pytest

from voice_agent.speech import models
from voice_agent.speech.models import ModelCorruptError, ModelMissingError, Part, PinnedFile

# Two files of a package that is always there stand in for the parts of a model.
PACKAGE = "faster-whisper"
FIRST, SECOND = "faster_whisper/__init__.py", "faster_whisper/version.py"


def content(path: str) -> bytes:
    return Path(str(distribution(PACKAGE).locate_file(path))).read_bytes()


def pinned(*paths: str, sha256: str | None = None) -> PinnedFile:
    whole = b"".join(content(path) for path in paths)
    return PinnedFile(tuple(Part(PACKAGE, path) for path in paths), sha256 or hashlib.sha256(whole).hexdigest())


def use(monkeypatch: pytest.MonkeyPatch, files: Mapping[str, PinnedFile]) -> None:
    monkeypatch.setattr(models, "WHISPER", {"small": files})


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, {"model.bin": pinned(FIRST, SECOND), "config.json": pinned(SECOND)})


@pytest.mark.usefixtures("in_parts")
def test_parts_are_put_together_once_and_found_again(tmp_path: Path) -> None:
    folder = Path(models.resolve_whisper("small", tmp_path))
    assert (folder / "model.bin").read_bytes() == content(FIRST) + content(SECOND)
    assert (folder / "config.json").read_bytes() == content(SECOND)
    stamp = (folder / "model.bin").stat().st_mtime_ns
    assert models.resolve_whisper("small", tmp_path) == str(folder)
    assert (folder / "model.bin").stat().st_mtime_ns == stamp
    assert os.listdir(tmp_path) == [folder.name]


@pytest.mark.usefixtures("in_parts")
def test_a_broken_copy_is_put_together_again(tmp_path: Path) -> None:
    folder = Path(models.resolve_whisper("small", tmp_path))
    (folder / "model.bin").write_bytes(b"half a file")
    assert models.resolve_whisper("small", tmp_path) == str(folder)
    assert (folder / "model.bin").read_bytes() == content(FIRST) + content(SECOND)
    assert os.listdir(tmp_path) == [folder.name]


@pytest.mark.usefixtures("in_parts")
def test_several_may_assemble_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda _: models.resolve_whisper("small", tmp_path), range(16)))
    assert len(found) == 1
    assert os.listdir(tmp_path) == [Path(found.pop()).name]


def test_files_that_are_whole_in_their_package_are_used_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, {"model.bin": pinned(FIRST), "config.json": pinned(SECOND)})
    assert Path(models.resolve_whisper("small", tmp_path)).name == "faster_whisper"
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("parts", [(FIRST,), (FIRST, SECOND)])
def test_a_file_that_is_not_the_pinned_one_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, parts: tuple[str, ...]
) -> None:
    use(monkeypatch, {"model.bin": pinned(*parts, sha256="0" * 64)})
    with pytest.raises(ModelCorruptError, match="reinstall the models"):
        models.resolve_whisper("small", tmp_path)
    assert os.listdir(tmp_path) == []


def test_a_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, {"model.bin": PinnedFile((Part("no-such-model-package", "model.bin"),), "0" * 64)})
    with pytest.raises(ModelMissingError, match=r"no-such-model-package is not installed.*make setup"):
        models.resolve_whisper("small", tmp_path)


def test_a_folder_of_ones_own_is_taken_as_it_is(tmp_path: Path) -> None:
    for name in ("model.bin", "config.json"):
        (tmp_path / name).write_bytes(b"")
    assert models.resolve_whisper(str(tmp_path)) == str(tmp_path)
    (tmp_path / "model.bin").unlink()
    with pytest.raises(ModelMissingError, match=r"lacks model\.bin"):
        models.resolve_whisper(str(tmp_path))


def test_a_path_that_is_not_there_is_not_taken_for_a_name(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match="no Whisper model folder"):
        models.resolve_whisper(str(tmp_path / "nowhere"))
    assert models.resolve_whisper("large-v3-turbo") == "large-v3-turbo"


def test_a_voice_needs_its_configuration_beside_it(tmp_path: Path) -> None:
    voice = tmp_path / "voice.onnx"
    with pytest.raises(ModelMissingError, match="no Piper voice"):
        models.resolve_voice(str(voice))
    voice.write_bytes(b"")
    with pytest.raises(ModelMissingError, match=r"voice\.onnx\.json"):
        models.resolve_voice(str(voice))
    (tmp_path / "voice.onnx.json").write_text("{}")
    assert models.resolve_voice(str(voice)).model == voice


@pytest.mark.models
def test_the_installed_models_are_the_pinned_ones() -> None:
    assert (Path(models.resolve_whisper("base")) / "model.bin").stat().st_size == 145_217_532
    assert (Path(models.resolve_whisper("tiny.en")) / "tokenizer.json").is_file()
    assert models.resolve_voice("joe").config.is_file()
