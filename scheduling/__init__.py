"""Scheduling for clinics: openings, holds, bookings, and a database that refuses to double-book.

Knows nothing of telephones. `Scheduler` is the way in; `values` is what it takes and gives.
"""

from scheduling.rules import Rules
from scheduling.scheduler import Scheduler

__all__ = ["Rules", "Scheduler"]
