"""Property tests draw anew on a developer's machine, and the same examples on every run of the whole check."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("check", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("check")
