"""Property tests draw anew on a developer's machine, and the same examples on every run of the whole check."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("here", deadline=None)  # how long a case takes is the bench's affair
settings.register_profile("check", parent=settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("check" if os.environ.get("CI") else "here")
