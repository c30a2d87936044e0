"""Both sides of a call on one time line, to files and back."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_agent.audio import mulaw
from voice_agent.simulator.recording import RecordingError, StereoRecording, read_caller, read_channels, write_mono

WAVE = np.asarray(0.3 * np.sin(np.arange(1600) * 0.3), np.float32)
CODED = mulaw.encode(mulaw.to_pcm(WAVE))


def test_pieces_lie_where_they_were_laid(tmp_path: Path) -> None:
    recording = StereoRecording()
    recording.place(CODED, b"", 0)
    recording.place(CODED, CODED, 500)
    recording.write(tmp_path / "sub" / "call.wav")
    caller, agent = read_channels(tmp_path / "sub" / "call.wav")
    assert caller.size == agent.size == 5600
    assert np.allclose(caller[:1600], WAVE, atol=0.02)
    assert not caller[1600:4000].any()
    assert np.allclose(caller[4000:], WAVE, atol=0.02)
    assert not agent[:4000].any()
    assert np.allclose(agent[4000:], WAVE, atol=0.02)


@pytest.mark.parametrize("name", ["a.wav", "a.flac"])
def test_a_mono_file_comes_back(tmp_path: Path, name: str) -> None:
    write_mono(tmp_path / name, WAVE)
    assert np.allclose(read_caller(tmp_path / name), WAVE, atol=0.02)


def test_the_caller_is_the_left_channel_at_any_rate(tmp_path: Path) -> None:
    at = np.arange(44100) / 44100
    left, right = 0.3 * np.sin(2 * np.pi * 440 * at), 0.3 * np.sin(2 * np.pi * 990 * at)
    soundfile.write(tmp_path / "s.flac", np.stack([left, right], axis=1), 44100)
    caller = read_caller(tmp_path / "s.flac")
    spectrum = np.abs(np.fft.rfft(caller))
    assert caller.size == pytest.approx(8000, abs=1)
    assert np.argmax(spectrum) == pytest.approx(440, abs=1)


def test_what_is_no_audio_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_text("hello")
    with pytest.raises(RecordingError, match=r"x\.wav cannot be read"):
        read_caller(tmp_path / "x.wav")
    soundfile.write(tmp_path / "e.wav", np.zeros((0, 1)), 8000)
    with pytest.raises(RecordingError, match="holds no audio"):
        read_caller(tmp_path / "e.wav")
