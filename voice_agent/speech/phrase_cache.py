"""Rendered phrases on disk, keyed by voice and words: what is said often is rendered once."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


class PhraseCache:
    """µ-law clips in a folder, and in memory once read. `voice`: whatever the sound depends on besides the words.

    Only the clinic's own constant phrases belong here: it is never given what was made for one patient. A folder
    that cannot be written costs speed, nothing else: phrases then live in memory alone.
    """

    def __init__(self, folder: Path, voice: str) -> None:
        self._folder = folder / hashlib.sha256(voice.encode()).hexdigest()[:16]
        self._clips: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self._clips)

    def get(self, text: str) -> bytes | None:
        """The clip if it is in memory: no file is read while a caller waits."""
        return self._clips.get(text)

    def load(self, text: str) -> bytes | None:
        """The clip from memory or disk."""
        if text not in self._clips:
            try:
                clip = self._path(text).read_bytes()
            except OSError:
                return None
            if clip:
                self._clips[text] = clip
        return self._clips.get(text)

    def put(self, text: str, mulaw: bytes) -> None:
        """Keep a clip; on disk whole or not at all."""
        self._clips[text] = mulaw
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, fresh = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(mulaw)
            Path(fresh).replace(self._path(text))
        except OSError:
            return

    def _path(self, text: str) -> Path:
        return self._folder / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.ulaw"
