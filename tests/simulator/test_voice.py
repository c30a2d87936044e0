"""The caller's voice: its level, its length, its pitch, and that it is rendered once."""

from pathlib import Path

import numpy as np
import pytest

from voice_agent.audio.mulaw import Samples
from voice_agent.simulator.voice import SPEECH_DBFS, HibariVoice, Manner, trimmed

TEXT = "I would like to see somebody about my knee."


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("voice")


def level(sound: Samples) -> float:
    return float(10 * np.log10(np.mean(np.square(sound, dtype=np.float64))))


def pitch_hz(sound: Samples) -> float:
    """The commonest period of the loud parts, by autocorrelation."""
    found = []
    for frame in sound[: sound.size // 400 * 400].reshape(-1, 400):
        wave = frame - frame.mean()
        if np.sqrt(np.mean(wave**2)) < 0.05:
            continue
        near = np.correlate(wave, wave, "full")[399:]
        lag = 25 + int(np.argmax(near[25:90]))
        if near[lag] > 0.6 * near[0]:
            found.append(8000 / lag)
    return float(np.median(found))


@pytest.mark.models
def test_a_line_has_the_usual_level_and_no_silence_around_it(cache: Path) -> None:
    sound = HibariVoice(cache).say(TEXT)
    assert sound.dtype == np.float32
    assert 1.5 < sound.size / 8000 < 5
    assert level(sound) == pytest.approx(SPEECH_DBFS, abs=0.5)
    assert trimmed(sound).size == pytest.approx(sound.size, abs=320)


@pytest.mark.models
def test_manner_changes_tempo_pitch_and_loudness_each_by_itself(cache: Path) -> None:
    voice = HibariVoice(cache)
    plain = voice.say(TEXT)
    fast, low, soft = (voice.say(TEXT, one) for one in (Manner(tempo=1.3), Manner(pitch=0.8), Manner(loudness_db=-10)))
    assert fast.size < plain.size * 0.9
    assert pitch_hz(low) == pytest.approx(pitch_hz(plain) * 0.8, rel=0.1)
    assert low.size == pytest.approx(plain.size, rel=0.2)
    assert level(soft) == pytest.approx(level(plain) - 10, abs=0.1)


@pytest.mark.models
def test_a_line_is_rendered_once_and_half_a_file_is_rendered_anew(tmp_path: Path) -> None:
    first = HibariVoice(tmp_path).say(TEXT)
    (file,) = tmp_path.iterdir()
    stamp = file.stat().st_mtime_ns
    assert np.array_equal(HibariVoice(tmp_path).say(TEXT), first)
    assert file.stat().st_mtime_ns == stamp
    file.write_bytes(file.read_bytes()[:50])
    assert np.array_equal(HibariVoice(tmp_path).say(TEXT), first)


@pytest.mark.parametrize(("pitch", "tempo"), [(0.5, 1.0), (1.5, 1.0), (0.7, 2.0), (1.4, 0.5)])
def test_a_manner_that_no_voice_has_is_refused(pitch: float, tempo: float) -> None:
    with pytest.raises(ValueError, match="must be within"):
        Manner(pitch=pitch, tempo=tempo)


def test_silence_is_trimmed_to_nothing() -> None:
    assert trimmed(np.zeros(8000, np.float32)).size == 0
