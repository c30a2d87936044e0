from __future__ import annotations

import io
import json
from typing import Any

import pytest

from voice_agent.understanding.cli import LineError, parse, run
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import DateOrder

NOW = "2026-03-02T09:00"


def answers(reader: EmbeddedReader, *lines: str, order: DateOrder = DateOrder.MDY) -> list[dict[str, Any]]:
    out = io.StringIO()
    run(lines, out, reader, date_order=order)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def line(said: str, **more: Any) -> str:
    return json.dumps({"id": said, "now": NOW, "said": said} | more)


def test_one_line_out_for_each_line_in_and_in_order(reader: EmbeddedReader) -> None:
    out = answers(reader, line("yes", expecting="confirm"), "", line("no", expecting="confirm"))
    assert [(a["id"], a["commands"]) for a in out] == [("yes", [{"name": "affirm"}]), ("no", [{"name": "deny"}])]
    assert {a["reader"] for a in out} == {"embedded"}
    assert all(a["ms"] >= 0 and 0 <= a["confidence"] <= 1 for a in out)


def test_it_streams(reader: EmbeddedReader) -> None:
    out = io.StringIO()

    def lines() -> Any:
        yield line("yes", expecting="confirm")
        assert len(out.getvalue().splitlines()) == 1
        yield line("no", expecting="confirm")

    run(lines(), out, reader)
    assert len(out.getvalue().splitlines()) == 2


def test_a_malformed_line_gives_an_error_and_the_rest_goes_on(reader: EmbeddedReader) -> None:
    out = answers(reader, "{nonsense", '["list"]', '{"id": 7, "now": "noon", "said": "hi"}', line("bye"))
    assert [a["id"] for a in out] == [None, None, 7, "bye"]
    assert [("error" in a) for a in out] == [True, True, True, False]


def test_an_unknown_question_is_an_error_that_names_those_there_are(reader: EmbeddedReader) -> None:
    out = answers(reader, line("yes", expecting="confirmation"), line("yes", expecting="confirm"), line("bye", id=3))
    assert set(out[0]) == {"id", "error"}
    assert all(name in out[0]["error"] for name in ("confirmation", "confirm", "offer", "task", "date_of_birth"))
    assert out[1]["commands"] == [{"name": "affirm"}]
    assert "error" not in out[2]


def test_a_when_is_printed_as_the_contract_says(reader: EmbeddedReader) -> None:
    (answer,) = answers(reader, line("next Tuesday at three", expecting="when"))
    (command,) = answer["commands"]
    assert command["field"] == "when"
    assert (command["value"]["date_from"], command["value"]["at"]) == ("2026-03-10", "15:00")


def test_the_date_order_counts(reader: EmbeddedReader) -> None:
    said = line("3/4/1980", expecting="date_of_birth")
    values = [answers(reader, said, order=order)[0]["commands"][0]["value"] for order in (DateOrder.MDY, DateOrder.DMY)]
    assert values == ["1980-03-04", "1980-04-03"]


def test_offers_are_chosen_by_ref(reader: EmbeddedReader) -> None:
    offers = [{"ref": "x1", "start": "2026-03-03T09:00", "provider": "A"}, {"ref": "x2", "start": "2026-03-03T10:30"}]
    (answer,) = answers(reader, line("the second one", expecting="offer", offers=offers))
    assert answer["commands"] == [{"name": "choose", "ref": "x2"}]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"said": "hi"},
        {"said": 3, "now": NOW},
        {"said": "hi", "now": NOW, "nbest": "hi"},
        {"said": "hi", "now": NOW, "offers": [{"start": NOW}]},
        {"said": "hi", "now": NOW, "offers": "x"},
        {"said": "hi", "now": NOW, "expecting": 3},
        {"said": "hi", "now": NOW, "vocabulary": {"providers": [3]}},
    ],
)
def test_what_is_wrong_is_named(data: dict[str, Any]) -> None:
    with pytest.raises(LineError, match='"'):
        parse(data, DateOrder.MDY)


def test_the_open_question_goes_along_without_what_it_tells_of_a_patient() -> None:
    def asked(**more: Any) -> str:
        return parse(json.loads(line("the first", **more)), DateOrder.MDY).context.asked

    assert asked(agent="Which one?") == "Which one?"
    assert asked(agent="You have a visit on Friday. Which one?", own_visits=True) == ""
    assert asked(agent="On Friday or Monday?", own_visits=True, asked="Which one?") == "Which one?"
    with pytest.raises(LineError):
        asked(own_visits="yes")
