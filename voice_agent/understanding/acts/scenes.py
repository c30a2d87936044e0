"""The calls that the sentences were said in: a sample clinic's names, and what the agent had said last."""

from __future__ import annotations

from datetime import datetime

from voice_agent.understanding.acts.situation import Situation
from voice_agent.understanding.commands import Field
from voice_agent.understanding.reader import Context, Offer, Term, Vocabulary

_at = datetime.fromisoformat
"""A wall time of the sample clinic, without zone."""
_NOW = _at("2026-03-16T13:00")
_ORTEGA, _OKAFOR, _KAVANAGH = "Dr. Miguel Ortega", "Dr. Samuel Okafor", "Dr. Siobhan Kavanagh"
_RIVERSIDE = "Riverside Clinic"
CLINIC = Vocabulary(
    providers=(
        Term(_ORTEGA, ("Ortega", "Doctor Ortega")),
        Term("Dr. Laura Bennett", ("Bennett", "Doctor Bennett", "the internist")),
        Term(_OKAFOR, ("Okafor", "Doctor Okafor", "the pediatrician", "the kids' doctor")),
        Term("Dr. Amy Nguyen", ("Nguyen", "Win", "Doctor Nguyen")),
        Term(_KAVANAGH, ("Kavanagh", "Cavanaugh", "Doctor Kavanagh", "the gynecologist")),
        Term("Priya Patel", ("Patel", "Nurse Patel", "the nurse practitioner")),
        Term("Daniel Reyes", ("Reyes", "Nurse Reyes", "the lab")),
        Term("Tomasz Wojcik", ("Wojcik", "Voychick", "the physical therapist", "the physio")),
    ),
    visit_types=(
        Term("New patient visit", ("first visit", "first appointment", "new patient appointment")),
        Term("Annual physical", ("physical", "check-up", "checkup", "yearly exam", "wellness visit")),
        Term("Follow-up visit", ("follow-up", "follow up", "recheck", "return visit")),
        Term("Sick visit", ("sick", "cold", "flu", "sore throat", "fever", "cough", "ear infection", "rash")),
        Term("Well-child check", ("well child visit", "well-baby visit", "school physical", "camp physical")),
        Term("Vaccination", ("shot", "flu shot", "vaccine", "booster", "jab")),
        Term("Blood draw", ("blood test", "lab work", "labs", "blood work")),
        Term("Women's health exam", ("pap smear", "well woman exam")),
        Term("Physical therapy session", ("physical therapy", "physio", "rehab", "PT")),
        Term("Skin check", ("mole check", "skin exam", "mole")),
    ),
    locations=(Term(_RIVERSIDE, ("Riverside", "Water Street")), Term("Hillcrest Clinic", ("Hillcrest",))),
)
_SAID = {
    Situation.OPEN: ("task", "How can I help you today?"),
    Situation.MORE: ("task", "Is there anything else?"),
    Situation.KIND: (
        "visit_type",
        "What kind of visit do you need: annual physical or follow-up visit?",
    ),
    Situation.WHEN: ("when", "When would you like to come in?"),
    Situation.NAME: ("name", "What's your full name, please?"),
    Situation.BIRTH: ("date_of_birth", "And your date of birth?"),
    Situation.YES_NO: ("confirm", "Would you like to book a visit?"),
}


def scene_of(situation: Situation) -> Context:
    """A call at that point."""
    match situation:
        case Situation.BOOK:
            return _read_back(
                "Let me check: a follow-up visit with Doctor Miguel Ortega on Thursday, March nineteenth, at two in "
                "the afternoon, at Riverside Clinic. Shall I book it?",
                named=(_ORTEGA, _RIVERSIDE, "Follow-up visit"),
                offers=(Offer("o1", _at("2026-03-19T14:00"), _ORTEGA),),
            )
        case Situation.MOVE:
            return _read_back(
                "Let me check: your visit on Monday, March twenty third, at ten in the morning moves to Tuesday, March "
                "thirty first, at four in the afternoon, with Doctor Miguel Ortega at Riverside Clinic. Shall I move "
                "it?",
                named=(_ORTEGA, _RIVERSIDE, "Follow-up visit"),
                offers=(Offer("o1", _at("2026-03-31T16:00"), _ORTEGA),),
                appointment=_at("2026-03-23T10:00"),
            )
        case Situation.DROP:
            return _read_back(
                "That's a skin check on Friday, March twentieth, at eleven thirty in the morning with Doctor Siobhan "
                "Kavanagh at Riverside Clinic. Shall I cancel it?",
                named=(_KAVANAGH, _RIVERSIDE, "Skin check"),
                appointment=_at("2026-03-20T11:30"),
            )
        case Situation.WHO:
            checked = (Field.DATE_OF_BIRTH, Field.PHONE, Field.NAME)
            return Context(_NOW, "Is that right?", "confirm", vocabulary=CLINIC, checking=checked)
        case Situation.OFFER:
            said = "I have Tuesday, March twenty fourth at three, four or four fifteen. Which one?"
            times = (_at("2026-03-24T15:00"), _at("2026-03-24T16:00"), _at("2026-03-24T16:15"))
            offers = tuple(Offer(f"o{n}", time, _OKAFOR) for n, time in enumerate(times))
            return Context(_NOW, said, "offer", vocabulary=CLINIC, offers=offers)
        case Situation.WHICH:
            starts = (_at("2026-03-17T13:40"), _at("2026-03-26T13:50"))
            visits = tuple(Offer(f"v{n}", start, _ORTEGA) for n, start in enumerate(starts))
            said = "Which visit do you mean?"
            return Context(_NOW, said, "offer", vocabulary=CLINIC, offers=visits, own_visits=True)
        case _:
            expecting, said = _SAID[situation]
            return Context(_NOW, said, expecting, vocabulary=CLINIC)


def _read_back(
    said: str, *, named: tuple[str, ...], offers: tuple[Offer, ...] = (), appointment: datetime | None = None
) -> Context:
    return Context(_NOW, said, "confirm", vocabulary=CLINIC, named=named, offers=offers, appointment=appointment)
