from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from tests.speech.conftest import Says
from voice_agent.bench.word_errors import errors
from voice_agent.speech.cli import AudioFileError, app, read_recording

LINE = "I would like to make an appointment for next Tuesday morning."


def test_the_left_channel_of_any_rate_is_the_callers(tmp_path: Path) -> None:
    time = np.arange(44_100) / 44_100
    left, right = 0.5 * np.sin(2 * np.pi * 300 * time), 0.5 * np.sin(2 * np.pi * 900 * time)
    for name in ("both.wav", "both.flac"):
        soundfile.write(tmp_path / name, np.stack([left, right], axis=1), 44_100)
        samples = read_recording(tmp_path / name)
        assert abs(len(samples) - 16_000) <= 1
        assert np.argmax(np.abs(np.fft.rfft(samples[:16_000]))) == pytest.approx(300, abs=1)


def test_what_is_no_audio_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.wav").write_text("not audio")
    for name in ("notes.wav", "nowhere.wav"):
        with pytest.raises(AudioFileError, match=name):
            read_recording(tmp_path / name)


@pytest.mark.models
def test_each_file_gives_one_line_of_json_and_a_bad_one_does_not_stop_the_rest(
    tmp_path: Path, caller_says: Says
) -> None:
    soundfile.write(tmp_path / "line.flac", caller_says(LINE), 16_000)
    soundfile.write(tmp_path / "quiet.wav", np.zeros(8_000, np.float32), 8_000)
    files = [str(tmp_path / name) for name in ("line.flac", "nowhere.wav", "quiet.wav")]
    result = CliRunner().invoke(app, ["transcribe", "--json", *files])
    said, missing, quiet = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 1
    assert errors(LINE, said["text"])[0] <= 2
    assert said["file"] == files[0]
    assert set(said) >= {"file", "text", "confidence", "nbest", "audio_s", "ms"}
    assert said["nbest"][0] == said["text"]
    assert set(missing) == {"file", "error"}
    assert (quiet["text"], quiet["nbest"], quiet["audio_s"]) == ("", [], 1.0)


@pytest.mark.models
def test_a_long_recording_is_heard_from_its_beginning(tmp_path: Path, caller_says: Says) -> None:
    pause = np.zeros(16_000 * 14, np.float32)
    soundfile.write(tmp_path / "call.wav", np.concatenate([caller_says(LINE), pause, caller_says(LINE)]), 16_000)
    result = CliRunner().invoke(app, ["transcribe", str(tmp_path / "call.wav")])
    assert result.exit_code == 0
    assert result.stdout.lower().count("tuesday") == 2


@pytest.mark.models
def test_a_sentence_is_said_into_a_file(tmp_path: Path) -> None:
    out = tmp_path / "said.wav"
    result = CliRunner().invoke(app, ["say", "We open at nine thirty.", "-o", str(out)])
    assert result.exit_code == 0
    samples, rate = soundfile.read(out)
    assert rate == 8_000
    assert 0.8 < len(samples) / rate < 4


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["Hello.", "-o", "said.mp3"], "said.wav"),
        (["  ", "-o", "said.wav"], "nothing"),
        (["…", "-o", "s.wav"], "nothing"),
    ],
)
def test_what_cannot_be_said_into_a_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["say", *words], env={"COLUMNS": "200"})
    assert result.exit_code == 2
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_model_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["transcribe", "--model", str(tmp_path / "none"), "x.wav"])
    assert result.exit_code == 2
    assert "make setup" in result.stderr
    result = CliRunner().invoke(app, ["say", "Hello.", "-o", str(tmp_path / "o.wav"), "--voice", "nobody"])
    assert result.exit_code == 2
    assert "no Piper voice nobody" in result.stderr
