"""Spoken dates and times: `find_whens` turns what a caller said into constraints on when a visit may be.

text -> words -> pieces (scan: days, clock, durations, joints …) -> units (bound ranges, exclusions) -> only what is
about a visit (gates) -> constraints (combine) -> dates and wall times (resolve, policy, anchor).
"""

from voice_agent.understanding.when.finder import Found, find_whens

__all__ = ["Found", "find_whens"]
