"""One call by text: an agenda caller and the real conversation, reader, dialogue and calendar; no sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from voice_agent.calls.record import TurnRecord
from voice_agent.calls.service import Call
from voice_agent.dialogue.effects import Transfer
from voice_agent.dialogue.events import CallStarted, Event, Heard, KeyPressed, NotHeard, Silence
from voice_agent.evaluation.agenda import AgendaCaller
from voice_agent.evaluation.case import Case
from voice_agent.evaluation.hearing import Hearing
from voice_agent.evaluation.ledger import Change, Ledger, changes
from voice_agent.evaluation.mentions import Listener, Mention
from voice_agent.evaluation.mind import Deed, Memory
from voice_agent.evaluation.truth import claims, false_claims
from voice_agent.evaluation.worlds import World, visits_known
from voice_agent.understanding.commands import to_json
from voice_agent.understanding.reader import Utterance

MOST_TURNS = 60
WORDS_A_SECOND = 2.7
PAUSE_S = 1.5


@dataclass(slots=True)
class Exchange:
    """One turn. said: the caller's words; heard: what was made of them; agent: the reply, whole. ms: with sound, how
    long each stage of the answer took, by name."""

    said: str
    heard: str
    commands: list[str]
    agent: str
    cut: bool = False
    ms: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Ended:
    """A call when it is over. hung_up: by the caller. seconds: as it would have taken, spoken.
    interruptions: times that the agent began while she spoke."""

    case: Case
    seed: int
    memory: Memory
    exchanges: list[Exchange] = field(default_factory=list)
    outcome: str = "failed"
    to_staff: bool = False
    hung_up: bool = False
    changes: tuple[Change, ...] = ()
    held: bool = False
    false_claims: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0
    patient: int | None = None
    visits: tuple[int, ...] = ()
    recording: str = ""
    voice_to_voice_ms: tuple[float, ...] = ()
    interruptions: int = 0


async def ring(world: World, seed: int, call_sid: str) -> Ended:
    """The whole call, from ring to hang-up, and what is left of it in the database."""
    case = world.case
    random = Random(f"{case.name} {seed}")
    before = await world.ledger()
    patient = before.patient(case.patient.name, case.patient.born)
    listener = world.listener()
    caller = AgendaCaller(case, listener, visits_known(before, patient, case), random)
    number = None if case.caller.anonymous else case.ringing.number
    await world.service.parts.store.begin(call_sid, number)
    call = world.service.conversation(call_sid, number, None)
    ended = Ended(case, seed, caller.memory, patient=patient)
    ended.visits = tuple(visit.id for visit in before.visits_of(patient, case.clock))
    line = _Line(world, call, caller, Hearing(case.line, random), ended, before, listener)
    try:
        await line.talk()
    except Exception as error:  # a crash of the agent's is a result like any other, and the run goes on
        ended.errors.append(f"{type(error).__name__}: {error}")
    finally:
        await call.end()
    after = await world.ledger()
    ended.outcome = call.record.outcome
    ended.changes = changes(before, after, world.meddled)
    ended.held = call_sid in after.held
    ended.to_staff = isinstance(call.conversation.closing, Transfer) or ended.outcome in ("handed_off", "callback")
    ended.errors += call.record.errors
    ended.seconds = (world.clock.now() - call.record.started_at).total_seconds()
    return ended


@dataclass(slots=True)
class _Line:
    world: World
    call: Call
    caller: AgendaCaller
    hearing: Hearing
    ended: Ended
    before: Ledger
    listener: Listener
    snatched: bool = False

    async def talk(self) -> None:
        words = await self._agent(CallStarted())
        self.ended.exchanges.append(Exchange("", "", [], words))
        for _ in range(MOST_TURNS):
            if self.call.conversation.closing is not None:
                return
            deed = self.caller.hear(words)
            if deed.kind == "hang_up":
                self.ended.hung_up = True
                return
            words = await self._turn(deed, words)
            if "taken-meanwhile" in self.ended.case.mishaps and not self.snatched:
                await self._snatch(self.listener.mentions(words))

    async def _snatch(self, offered: tuple[Mention, ...]) -> None:
        """What was offered is gone before she chooses."""
        if offered:
            self.snatched = True
            await self.world.snatch(offered)

    async def _turn(self, deed: Deed, words: str) -> str:
        exchange = Exchange(deed.words or f"[{deed.kind}]", "", [], "", deed.cut)
        self.world.clock.pass_by(PAUSE_S + len(deed.words.split()) / WORDS_A_SECOND)
        event = await self._event(deed, words, exchange)
        exchange.agent = await self._agent(event)
        self.ended.exchanges.append(exchange)
        record = self.call.record
        record.turns.append(
            TurnRecord(len(record.turns) + 1, self.world.clock.ms(), exchange.heard, agent=exchange.agent)
        )
        await self.call.save()
        return exchange.agent

    async def _event(self, deed: Deed, words: str, exchange: Exchange) -> Event:
        match deed.kind:
            case "silence":
                self.world.clock.pass_by(8)
                return Silence()
            case "mumble":
                return NotHeard()
            case "keys":
                return KeyPressed(deed.words, prompt_heard=not deed.cut)
        exchange.heard = self.hearing.heard(deed.words)
        half = " ".join(words.split()[: len(words.split()) // 2])
        understood = await self.call.conversation.read(Utterance(exchange.heard), half if deed.cut else None)
        exchange.commands = [str(to_json(command)) for command in understood.commands]
        return Heard(exchange.heard, understood.commands, understood.confidence, prompt_heard=not deed.cut)

    async def _agent(self, event: Event) -> str:
        """The agent's reply, each sentence checked against the database when it is said."""
        said = []
        async for reply in self.call.conversation.handle(event):
            said.append(reply.text)
            if claims(reply.text, self.listener):
                now, claimed = await self.world.ledger(), self.ended.case.claimed
                patient = now.patient(claimed.name, claimed.born)
                self.ended.false_claims += false_claims(reply.text, self.listener, now, self.before, patient)
        words = " ".join(said)
        self.world.clock.pass_by(len(words.split()) / WORDS_A_SECOND)
        return words
