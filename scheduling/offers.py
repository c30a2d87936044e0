"""Taking what the waitlist holds for somebody."""

from __future__ import annotations

from scheduling import booking, waitlist
from scheduling.values import Appointment, Taken
from scheduling.work import Work


def accept(work: Work, entry_id: int) -> Appointment:
    """The patient takes the time that is held; taking it again gives the same visit.

    Raises NotFound; Taken where the offer is over; NotAllowed as `booking.book`.
    """
    found = waitlist.entry(work, entry_id, lock=True)
    if found.state == "booked" and found.hold_id is not None:
        return work.appointment(work.row(found.hold_id))
    if found.state != "offered" or found.hold_id is None:
        raise Taken
    visit = booking.book(work, found.hold_id, found.wish.patient_id)
    waitlist.mark_booked(work, found)
    return visit
