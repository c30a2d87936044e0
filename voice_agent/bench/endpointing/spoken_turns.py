"""What callers say in one go, with the places where they pause: the lines on which the taking of turns is measured.

Written for this project. One line of text a turn: what was asked, then what she says; `/` is a pause within it.
Patience was set on the first three lists. CHECK is there to check it on: nothing is to be mended for a line of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PAUSE = "/"


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """form: as below. asked: the name of a question. parts: what is said between two pauses.

    checks: of the list that nothing was set on.
    """

    form: str
    asked: str
    parts: tuple[str, ...]
    checks: bool

    @property
    def text(self) -> str:
        return " ".join(self.parts)


def spoken_turns() -> Iterator[SpokenTurn]:
    for forms in (FIRST, SECOND, THIRD, CHECK):
        for form, lines in forms.items():
            for line in lines.strip().splitlines():
                asked, said = line.split(maxsplit=1)
                yield SpokenTurn(form, asked, tuple(part.strip() for part in said.split(PAUSE)), forms is CHECK)


FIRST: Mapping[str, str] = {
    "single": """
task      I'd like to see Doctor Bennett about my shoulder, please.
task      Do you have anything free this Friday afternoon?
task      Could you cancel my appointment for tomorrow?
task      I need to get my blood drawn before the holidays.
task      What time do you close on Fridays?
when      Tuesday afternoon would be good.
when      The week of the fifteenth, any time after four.
when      Tomorrow, if that's possible.
new_patient I've been coming to you for ten years.
visit_type It's just a regular check-up.
else      No, that was it, thanks for your help.
else      Yes, do you validate parking?
""",
    "two sentences": """
task      I've had this cough for three weeks now. / I think somebody should listen to it.
task      Hi, this is Peter Lang. / I'm calling about my appointment next week.
task      Good afternoon. / I was wondering whether you take walk-ins.
task      My daughter has been up all night with her ear. / Can Doctor Okafor see her today?
task      I got a letter from you about a screening. / It says I should call to set it up.
task      I moved here last month. / I'm looking for a new family doctor.
task      I need to change my appointment. / Something came up at work.
when      Not this week. / The one after would be fine.
when      I work until three every day. / So late afternoon is best.
when      Any day but Thursday. / Mornings if you have them.
confirm   No. / It should be the afternoon.
new_patient No. / I saw Doctor Nguyen last spring.
else      No, that's everything. / Thank you so much.
else      No, thank you. / Goodbye.
""",
    "thinking": """
task      I need an appointment for / my mother, she's eighty two.
task      I was hoping to, um, / get in with the physical therapist.
task      Can I book / a flu shot?
task      It's about the / referral that you sent me.
when      Could we do / the twenty first?
when      I'd say / Wednesday or Thursday, around ten.
offer     I think I'll take / the second one.
offer     Let me see, / the one on Thursday.
confirm   Well, / yes, I guess so.
visit_type I think it's called / a follow-up.
""",
    "list": """
task      I have two things. / I need a physical, / and I want to ask about a bill.
when      Monday, / Tuesday, / or Friday would all work.
when      Either the ninth / or the sixteenth, / in the morning.
task      My back hurts, / my neck hurts, / and I can't sleep.
""",
    "number": """
phone     It's two one two, / five five five, / zero one four three.
phone     Four one five / five five five / oh one nine two.
phone     You can use area code six four six, / then five five five, / zero one one seven.
phone     Five five five, / zero one six one.
date_of_birth October / the second, / nineteen sixty eight.
date_of_birth I was born on the fourth of May, / nineteen ninety one.
date_of_birth Seven / fourteen / seventy nine.
date_of_birth January thirtieth, / two thousand and three.
""",
    "name": """
name      My name is Harriet Coleman.
name      It's Douglas / Whitmore.
name      Beatrice Kowalski, / K O W A L / S K I.
name      The last name is Fenwick, / F E N / W I C K.
name      Sure, it's Omar Haddad. / That's H A double D A D.
name      Rosalind Achebe.
""",
    "short": """
confirm   Yes, that's correct.
confirm   Yeah, go ahead.
confirm   No, thank you.
offer     Tuesday at eleven.
offer     I'd like the last one, please.
offer     None of those, sorry.
new_patient Yes, it's my first visit.
new_patient No, I haven't.
else      No, that's all. Thank you.
""",
}

SECOND: Mapping[str, str] = {
    "single": """
task      Can I get an appointment with the nurse practitioner this week?
task      I have to move my visit on the third to some other day.
task      I'd like to talk to somebody at the front desk.
task      How long does a physical usually take?
task      I want to sign up as a new patient.
when      Next Monday morning, please.
when      Anything in the first week of January.
when      As early as you can, I'm in some pain.
new_patient No, this would be the first time.
visit_type I'm coming in for a vaccination.
else      No, I think we covered everything, thanks.
else      Actually, yes, is the lab open on Saturdays?
""",
    "two sentences": """
task      I twisted my ankle on the stairs yesterday. / I'd like someone to look at it.
task      Hello, my name is Joan Mercer. / I have a visit on Monday and I can't make it.
task      Hey there. / Could you tell me where you are?
task      My prescription runs out on Saturday. / Doctor Bennett said to call for a new one.
task      You left me a voicemail this morning. / I'm returning the call.
task      My husband isn't feeling well. / He's had a fever since Monday.
task      I want to book a physical. / Doctor Ortega would be great.
when      I'm away until the tenth. / Any time after that.
when      Mondays are bad for me. / Tuesdays are better.
when      Friday would be perfect. / Before noon, if you can.
confirm   No, that's wrong. / I said the thirtieth.
new_patient Yes. / We just moved to the area.
else      That's all I needed. / Thanks a lot.
else      Nope, I'm good. / Bye bye.
""",
    "thinking": """
task      I'd like to come in for / a skin check with Doctor Kavanagh.
task      My son needs his, uh, / his shots for school.
task      I'm calling because / I lost my referral.
task      Do you know if / Doctor Okafor is in next week?
when      Maybe on / the eighteenth or so.
when      Let me think, / next Thursday, after lunch.
offer     I suppose / nine thirty is fine.
offer     Hmm, / can I have the Thursday one?
confirm   Um, / yes, that's right.
visit_type It's a, / a kind of recheck for my knee.
""",
    "list": """
task      I want to cancel my own visit, / book one for my wife, / and ask about the lab.
when      Wednesday, / Thursday, / any of those days.
when      Before nine, / or after five, / or on a Saturday.
task      I have a fever, / a sore throat, / and I feel awful.
""",
    "number": """
phone     My number is seven one eight, / five five five, / zero one two eight.
phone     Three oh three / five five five / zero one / seven seven.
phone     It's five five five, / oh one three nine, / area code two one two.
phone     Nine one seven / five five five / zero one five four.
date_of_birth December / twenty first, / nineteen fifty five.
date_of_birth The ninth of June, / two thousand and eleven.
date_of_birth Three / twenty two / eighty six.
date_of_birth My birthday is April eighteenth, / nineteen / seventy two.
""",
    "name": """
name      This is Gregory Stanhope.
name      Lucinda / Van Houten.
name      It's Pavel Novotny, / N O V O / T N Y.
name      My last name is Ashby, / A S H / B Y.
name      Yes, it's Meredith Quill. / Q U I double L.
name      Theodore Banks.
""",
    "short": """
confirm   That's right, yes.
confirm   Yes, please do.
confirm   No, it isn't.
offer     The first one works for me.
offer     Thursday at two, please.
offer     No, do you have anything later?
new_patient Yes, I'm new here.
new_patient No, I've been there a few times.
else      No, nothing else. Thanks, bye.
""",
}

THIRD: Mapping[str, str] = {
    "single": """
task      I'd like to make an appointment for a flu shot.
task      Can you tell me what I owe for my last visit?
task      I have to cancel my visit on Wednesday, I'm afraid.
task      I'm trying to reach Doctor Kavanagh's nurse.
task      Would it be possible to see someone today?
task      Please move my check-up to next month.
when      Wednesday at half past ten, if that's free.
when      Some time in the second half of January.
when      Whatever you have first.
new_patient No, I was there in the summer.
visit_type I think a sick visit.
else      No, you've been very helpful, thank you.
else      Yes, could you also tell me your fax number?
""",
    "two sentences": """
task      My knee has been swollen since the weekend. / Could I come in and have it looked at?
task      This is Walter Emmons. / I have an appointment tomorrow that I need to move.
task      Hello. / I'd like to know if my results are in.
task      I was in last week for a blood test. / Nobody has called me back.
task      I'm new in town. / Are you taking new patients?
task      I'd like to make an appointment. / It's for my son, he's six.
task      Something is wrong with my ear. / It hurts when I swallow.
task      I need a physical for my job. / They want it by Friday.
when      I'm on the night shift next week. / So it has to be early.
when      The eighteenth. / Or the nineteenth, I don't mind.
confirm   No. / It's the sixth, not the fifth.
confirm   Yes. / Thank you.
new_patient Yes. / I found you on the internet.
else      No, I think that's it. / Have a nice day.
else      No, thanks. / Bye.
""",
    "thinking": """
task      I'd like to talk to / somebody about my bill.
task      Could you put me on the / waiting list for Doctor Ortega?
task      I need, um, / a letter for my employer.
task      I was told to call and / ask for a follow-up.
when      It would have to be / after the twelfth.
when      How about, / let's say, / Tuesday morning?
offer     I'd prefer / the later one.
offer     The one at, uh, / half past nine.
confirm   Uh, / yes, that should be fine.
visit_type It's for my / yearly physical.
""",
    "list": """
task      I'd like to change my address, / my phone number, / and my insurance.
when      Tuesdays, / Wednesdays, / and Fridays are good.
when      The third, / the fourth, / or the tenth of December.
task      My head aches, / I'm dizzy, / and I've been throwing up.
""",
    "number": """
phone     Six one seven, / five five five, / zero one two three.
phone     It's the same as before, / two one two, / five five five, / zero one nine nine.
phone     Eight four five / five five five / oh one seven six.
phone     My cell is five five five, / zero one five eight.
date_of_birth The twelfth of February, / nineteen forty seven.
date_of_birth August / nineteenth, / two thousand and one.
date_of_birth Eleven / thirty / eighty eight.
date_of_birth She was born on July first, / twenty nineteen.
""",
    "name": """
name      Josephine Carmody.
name      My name is / Arthur Pennington.
name      It's Yolanda Ruiz, / R U / I Z.
name      Last name Lindqvist, / L I N D / Q V I S T.
name      I'm calling for Maxwell Thorne.
name      Sure. / Cynthia Okonkwo.
""",
    "short": """
confirm   Yes, exactly.
confirm   Yep, sounds good.
confirm   No, not quite.
offer     The second one, please.
offer     Let's do Thursday.
offer     Is there anything on Friday?
new_patient Yes, I am.
new_patient No, I'm already with you.
else      No, that would be all. Thanks.
""",
}

CHECK: Mapping[str, str] = {
    "single": """
task      I need somebody to look at a mole on my back.
task      Are you open on New Year's Eve?
task      I'd like to come in this afternoon, if I can.
task      Could I get a copy of my records?
when      Sometime in the middle of next week.
when      The Friday after Thanksgiving, before eleven.
visit_type A follow-up, I believe.
else      No, that takes care of it, thank you very much.
""",
    "two sentences": """
task      I've been getting headaches every evening. / I want to have that checked.
task      Hi, my name is Ellen Brandt. / I'm calling about my son's appointment.
task      I have a question about my bill. / There's a charge I don't recognize.
task      I have to come in for my blood pressure. / Doctor Bennett wants to see me every three months.
task      I missed a call from you. / What was it about?
when      I can't do mornings. / Any afternoon is fine.
when      Next week sometime. / Wednesday would be ideal.
confirm   No, not that one. / The one on the ninth.
new_patient No. / But it's been a while.
else      No, you've answered everything. / Bye now.
""",
    "thinking": """
task      I'm looking for / a doctor for my kids.
task      I have an appointment on / Thursday that I can't keep.
when      What about / the day after tomorrow?
when      Probably, uh, / Monday at nine.
offer     Then I'd go with / the first one.
confirm   I, uh, / yes, please book it.
visit_type It's supposed to be / an annual exam.
""",
    "list": """
task      I need a refill, / a referral, / and a flu shot.
when      Monday morning, / Tuesday morning, / or all day Friday.
""",
    "number": """
phone     Two oh two, / five five five, / zero one eight four.
phone     That would be five five five, / zero one three seven.
date_of_birth The sixteenth / of September, / nineteen eighty three.
date_of_birth Five / five / ninety five.
""",
    "name": """
name      My name is Florence Abara.
name      Henry / Castellano.
name      It's Ingrid Solberg, / S O L / B E R G.
""",
    "short": """
confirm   Yes, that works.
confirm   No, I'd rather not.
offer     The last one, please.
offer     Eleven is good.
new_patient No, I come every year.
else      That was all, thanks.
""",
}
