"""Short forms of given names: who is registered as Catherine may call herself Kate, and the other way round."""

from __future__ import annotations

from typing import Final

_FORMS: Final = """
    abigail abby abbie; albert al bert; alexander alex xander sandy; alexandra alex sandra lexi; amanda mandy;
    andrew andy drew; anthony antony tony; barbara barb babs; benjamin ben benny; bernadette bernie; bradley brad;
    cameron cam; catherine katherine kathryn cath kate kathy katie cathy kat; charles charlie chuck chas; charlotte
    charlie lottie; christine christina chris tina chrissy; christopher chris; daniel dan danny; david dave davey;
    deborah debra deb debbie; dominic dom; donald don donnie; dorothy dot dottie; edward ed eddie ted ned; eleanor
    ellie nell nora; elizabeth liz beth betty lizzie eliza libby betsy bess; emily em emmy; evelyn evie; frances
    fran frankie; francis frank; frederick fred freddie; gabriel gabe; gabriella gabby; geoffrey jeffrey geoff jeff;
    george georgie; gerald gerry jerry; gillian jill; gregory greg; harold harry hal; henry harry hank; isabella
    bella izzy; jacob jake; jacqueline jackie; james jim jimmy jamie; janet jan; jennifer jen jenny; jessica jess
    jessie; john jack johnny jon; jonathan jon jonny; joseph joe joey; joshua josh; judith judy; kenneth ken kenny;
    kimberly kimberley kim; laura laurie; lawrence larry laurie; leonard len leo lenny; louis lou; louise lou;
    madeleine maddie; margaret maggie meg peggy marge margie; martin marty; matthew matt; maximilian max; melanie
    mel; melissa mel missy; michael mike mick mickey; michelle shelly; mohammed mo; natalie nat; nathan nate;
    nathaniel nate nathan; nicholas nick nicky; nicola nicky; oliver olly ollie; olivia liv livvy; pamela pam;
    patricia pat trish patty tricia; patrick pat paddy; peter pete; philip phillip phil; raymond ray; rebecca becky
    becca; richard rich rick dick ricky; robert rob bob bobby robbie bert; roger rodge; ronald ron ronnie; rosemary
    rose rosie; samantha sam; samuel sam sammy; sandra sandy; sarah sara sally; stephanie steph; stephen steven
    steve; stuart stewart stu; susan sue suzie susie; theodore ted theo; teresa theresa terry tess; thomas tom
    tommy; timothy tim; valerie val; victoria vicky tori; vincent vince; virginia ginny; walter walt; wendy wend;
    william will bill billy liam willy; zachary zach zack
"""


def _table() -> dict[str, tuple[str, ...]]:
    forms: dict[str, dict[str, None]] = {}
    for line in _FORMS.split(";"):
        formal, *short = line.split()
        for name in short:
            forms.setdefault(formal, {})[name] = None
            forms.setdefault(name, {})[formal] = None
    return {name: tuple(others) for name, others in forms.items()}


_OTHER_FORMS: Final = _table()


def other_forms(given: str) -> tuple[str, ...]:
    """The short forms of a formal name and the formal forms of a short one, in lower case; none for most names.

    Two short forms of one name are not forms of each other.
    """
    return _OTHER_FORMS.get(given.lower(), ())
