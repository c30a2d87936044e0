"""What may be asked of the waitlist: the part of the front door that those who wait go through."""

from __future__ import annotations

from scheduling import offers, waitlist
from scheduling.transactions import Transactions
from scheduling.values import Actor, Appointment
from scheduling.waitlist import Entry, Offer, Wish


class WaitlistDoor:
    """Every method is one transaction, as those of `Scheduler` are."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._write = transactions.write

    async def join_waitlist(self, wish: Wish, *, key: str, actor: Actor) -> Entry:
        """Raises NotFound; NotAllowed."""
        return await self._write(actor, key, lambda work: waitlist.join(work, wish))

    async def waitlist(self, patient_id: int, *, actor: Actor) -> list[Entry]:
        """What the patient waits for, and what is held for her."""
        return await self._write(actor, None, lambda work: waitlist.of_patient(work, patient_id))

    async def leave_waitlist(self, entry_id: int, *, actor: Actor) -> Entry:
        """Raises NotFound; NotAllowed("transition")."""
        return await self._write(actor, None, lambda work: waitlist.leave(work, entry_id))

    async def accept_offer(self, entry_id: int, *, key: str, actor: Actor) -> Appointment:
        """Book what is held for the entry. Raises Taken where the offer is over; NotFound; NotAllowed."""
        return await self._write(actor, key, lambda work: offers.accept(work, entry_id))

    async def decline_offer(self, entry_id: int, *, actor: Actor) -> list[Offer]:
        """The time goes to the next who waits: these. Raises NotFound; NotAllowed("transition")."""
        return await self._write(actor, None, lambda work: waitlist.decline(work, entry_id))

    async def expire_offers(self) -> list[Offer]:
        """Pass on what nobody answered in time. To be called every minute or so, by one process."""
        return await self._write(Actor("system", "waitlist"), None, waitlist.expire)
