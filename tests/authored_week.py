"""An invented week, 1 to 7 July 2024, with something in every section. Every sentence is ours: nobody said it."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

from domain.catalogue import Catalogue
from domain.records import State
from domain.snapshot import Correction, Snapshot
from tests.builders_digest import END, Desk, Said

CAPACITY, COMPUTE, ACT, LABEL, CHIPS = (
    "theme:capacity_building",
    "theme:public_compute",
    "instrument:eu_ai_act",
    "theme:content_provenance",
    "theme:chips_supply_chain",
)
ROWS = Path(__file__).parent / "authored" / "week.tsv"


def rows() -> list[Said]:
    """What was said, one line each: twenty-eight days of it, then what was said before."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        return [
            Said(**{**row, "age": float(row["age"]), "confidence": float(row["confidence"])})
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


NEWS = (
    (
        "Training fund wins first pledges at Harbour summit",
        "Eleven delegations pledged money for a shared training fund on Tuesday.",
        (CAPACITY,),
        5.2,
        ("The Harbour Gazette", "Daily Reader", "Coast Times", "Wire One", "Evening Post"),
        "fund",
    ),
    (
        "海港峰会：能力建设基金获首批承诺",
        "十一个代表团周二承诺为共同培训基金出资。",
        (CAPACITY,),
        5.1,
        ("北方晨报", "商报", "学研周刊"),
        "fund",
    ),
    (
        "Parliament keeps the dates of the Act",
        "Members turned down a motion to delay the Act by a year.",
        (ACT,),
        1.5,
        ("Daily Reader", "Wire One", "Capital Letter"),
        "act",
    ),
    (
        "生成合成内容标识新规公布",
        "新规要求平台为合成内容添加显式和隐式标识。",
        (LABEL,),
        2.0,
        ("北方晨报", "国际评论"),
        "label",
    ),
    (
        "Chip licences extended",
        "Exporters of advanced chips will need licences for another year.",
        (CHIPS,),
        4.8,
        ("Coast Times", "Wire One"),
        "chips",
    ),
    (
        "Who trains the trainers?",
        "A survey of forty ministries found few staff who can audit a model.",
        (CAPACITY,),
        3.3,
        ("Capital Letter",),
        "",
    ),
)


def authored_week(catalogue: Catalogue) -> tuple[Snapshot, Desk]:
    """The snapshot, and the desk that can reopen its texts."""
    desk = Desk(catalogue).say(*rows())
    for title, lead, targets, age, outlets, story in NEWS:
        desk.note(title, lead, *targets, age=age, outlets=outlets, story=story)
    for i in range(4):
        desk.note(
            f"Sandbox for hospital robots opens, site {i}",
            f"A robotics sandbox opened at hospital {i}.",
            age=2 + i,
            outlets=(f"Clinic News {i % 2}",),
        )
    desk.filler(60, first=0, last=27, lang="en").filler(36, first=0, last=27, lang="zh")
    desk.filler(9, CAPACITY, first=28, last=110).filler(30, CHIPS, first=28, last=110).filler(
        14, ACT, first=28, last=110
    )
    desk.filler(380, first=28, last=111, lang="en").filler(260, first=28, last=111, lang="zh")
    desk.filler(6, "theme:frontier_safety", first=1, last=26).filler(
        9, "theme:data_protection", first=1, last=26, lang="zh"
    )
    snapshot = desk.snapshot(
        sha256="sha256:" + "a" * 64,  # fixed, so that a new name in the catalogue does not redraw the intervals
        states={
            CAPACITY: (State.OPEN, State.EARLY_SIGNAL),
            COMPUTE: (State.EMERGING,) * 4,
            "theme:value_alignment": (State.EMERGING, State.EMERGING),
            "theme:open_source": (State.OPEN,),
            CHIPS: (State.CONTESTED,) * 2,
        },
        earlier_endorsers={CAPACITY: frozenset({"us_exec", "un_secretariat"})},
        corrections=(
            Correction(
                digest="2024-W26",
                item="S-000012",
                old="support",
                new="conditional",
                reason="A reader pointed out the second clause.",
                made_at=END - timedelta(days=2),
            ),
        ),
    )
    return snapshot, desk
