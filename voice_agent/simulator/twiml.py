"""TwiML as the phone company reads it: XML in, steps out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree


@dataclass(frozen=True, slots=True)
class Say:
    text: str


@dataclass(frozen=True, slots=True)
class Pause:
    seconds: float


@dataclass(frozen=True, slots=True)
class Stream:
    """`<Connect><Stream>`: a media stream in both directions, until the server closes it."""

    url: str
    action: str | None
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Enqueue:
    """queue: its name, or "workflow:WW…" for TaskRouter, whose task is then `task`."""

    queue: str
    action: str | None
    wait_url: str | None
    task: str = ""


@dataclass(frozen=True, slots=True)
class Dial:
    to: str
    action: str | None


@dataclass(frozen=True, slots=True)
class Redirect:
    url: str


@dataclass(frozen=True, slots=True)
class Hangup:
    pass


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Verb = Say | Pause | Stream | Enqueue | Dial | Redirect | Hangup | Leave


class TwimlError(ValueError):
    """The answer is no TwiML that the phone company would carry out (11200s, 12100s)."""


def parse(xml: str) -> tuple[Verb, ...]:
    """The verbs of a response, in order. Raises `TwimlError`."""
    try:
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        raise TwimlError(f"the answer is not XML: {error}") from None
    if root.tag != "Response":
        raise TwimlError(f"the answer's root is <{root.tag}>, not <Response>")
    return tuple(_verb(element) for element in root)


def _verb(element: ElementTree.Element) -> Verb:
    text = (element.text or "").strip()
    match element.tag:
        case "Say":
            return Say(text)
        case "Pause":
            return Pause(float(element.get("length", "1")))
        case "Connect":
            return _stream(element)
        case "Enqueue":
            workflow = element.get("workflowSid")
            queue = f"workflow:{workflow}" if workflow else text
            return Enqueue(queue, element.get("action"), element.get("waitUrl"), element.findtext("Task", ""))
        case "Dial":
            nouns = [text, *((noun.text or "").strip() for noun in element)]
            return Dial(next(filter(None, nouns), ""), element.get("action"))
        case "Redirect":
            return Redirect(text)
        case "Hangup":
            return Hangup()
        case "Leave":
            return Leave()
        case _:
            raise TwimlError(f"<{element.tag}> is no verb that is known here")


def _stream(element: ElementTree.Element) -> Stream:
    stream = element.find("Stream")
    if stream is None:
        raise TwimlError("<Connect> holds no <Stream>")
    url = stream.get("url", "")
    if not url.startswith(("ws://", "wss://")) or "?" in url:
        raise TwimlError("a <Stream> needs a ws(s):// address without a query string")
    parameters = {one.get("name", ""): one.get("value", "") for one in stream.findall("Parameter")}
    return Stream(url, element.get("action"), parameters)
