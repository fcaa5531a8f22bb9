"""Pictures as inline SVG: no script, no font, no network; each carries its words and has its numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from markupsafe import escape

from digest import prose
from digest.canonical import Json
from digest.edition import Edition
from digest.words import signed
from domain.text import has_han

_STANCES = ("support", "conditional", "oppose")
_FIRST, _STEP, _NAME = 198, 36, 28  # the map: where columns begin, how far apart; letters of a name
MARKS = {"support": "+", "conditional": "○", "oppose": "−"}


def stance_bar(edition: Edition, row: Json) -> str:
    """One bar, cut by the weighted shares of the three stances."""
    words, parts = edition.words, prose.shares(row)
    label = words("bar_alt", parts=words.listed([f"{words('stance_' + s)} {text}" for s, _, text in parts]))
    at, rects = 0.0, []
    for stance, share, _ in parts:
        rects.append(_rect(f"f-{stance}", at * 600, 0, share * 600, 14))
        at += share
    return _svg(600, 14, label, "".join(rects), css="bar", stretch=True)


def timeline(edition: Edition, row: Json) -> str:
    """Texts per week as columns, each with its number."""
    weeks = row["timeline"]
    top = max([week["texts"] for week in weeks] + [1])
    step, marks = 336 / max(1, len(weeks)), []
    for i, week in enumerate(weeks):
        high, x = max(1.0, 44 * week["texts"] / top), 12 + i * step
        marks.append(_rect("f-line", x + 2, 62 - high, step - 4, high))
        marks.append(_text(x + step / 2, 56 - high, str(week["texts"]), anchor="middle"))
    first, last = weeks[0]["week"], weeks[-1]["week"]
    marks += [_text(12, 78, first, css="dim"), _text(348, 78, last, anchor="end", css="dim")]
    values = ", ".join(str(week["texts"]) for week in weeks)
    return _svg(360, 84, edition.words("timeline_alt", first=first, last=last, values=values), "".join(marks))


def heat_map(edition: Edition) -> str:
    """Share of the week's texts seen through each lens, four rows by twelve weeks."""
    rows = edition.body["lenses"]
    weeks = rows[0]["weeks"] if rows else []
    top = max([_share(week) for row in rows for week in row["weeks"]] + [0.01])
    marks, step = [], 42
    for i, week in enumerate(weeks):
        marks.append(_text(118 + i * step + step / 2, 14, week["week"][5:], anchor="middle", css="dim"))
    for j, row in enumerate(rows):
        y = 22 + j * 36
        marks.append(_text(0, y + 21, edition.lens(row["lens"])["name"]))
        for i, week in enumerate(row["weeks"]):
            share, x = _share(week), 118 + i * step
            marks.append(_rect("f-heat", x, y, step - 2, 34, 0.06 + 0.44 * share / top))
            marks.append(_text(x + step / 2 - 1, y + 21, f"{share:.0%}" if week["all"] else "–", anchor="middle"))
    width = 118 + step * len(weeks)
    return _svg(width, 22 + 36 * len(rows), edition.words("heat_alt", n=len(weeks)), "".join(marks), css="wide")


def dot_plot(edition: Edition) -> str:
    """Mean positions of Chinese (filled) and English (open) sources per topic, on the scale from −1 to +1."""
    rows = bilingual(edition)
    marks = [
        _text(16, 12, f"−1 {edition.words('direction_against')}", css="dim"),
        _text(180, 12, "0", anchor="middle", css="dim"),
        _text(344, 12, f"{edition.words('direction_for')} +1", anchor="end", css="dim"),
    ]
    for i, row in enumerate(rows):
        y, means = 34 + i * 58, row["mean_by_lang"]
        zh, en = (180 + 164 * means[lang] for lang in ("zh", "en"))
        marks += [
            _text(16, y, edition.title(row), css="strong"),
            f'<line class="s-rule" x1="16" x2="344" y1="{y + 18}" y2="{y + 18}"/>',
            f'<line class="s-rule" x1="180" x2="180" y1="{y + 12}" y2="{y + 24}"/>',
            f'<line class="s-gap" x1="{zh:.1f}" x2="{en:.1f}" y1="{y + 18}" y2="{y + 18}"/>',
            f'<circle class="f-zh" cx="{zh:.1f}" cy="{y + 18}" r="5.5"/>',
            f'<circle class="f-en" cx="{en:.1f}" cy="{y + 18}" r="5.5"/>',
            *_dot_labels(zh, en, y + 35),
        ]
    return _svg(360, 20 + 58 * len(rows), edition.words("dots_alt"), "".join(marks))


def alignment_map(edition: Edition) -> str:
    """Who stands where: actors by numbered topics, each cell a mark that needs no colour."""
    found = edition.body["alignment"]
    columns, marks = found["topics"], []
    for i in range(len(columns)):
        marks.append(_text(_FIRST + i * _STEP, 14, str(i + 1), anchor="middle", css="strong"))
    width = _FIRST - _STEP / 2 + _STEP * len(columns)
    for j, row in enumerate(found["rows"]):
        y = 24 + j * 28
        marks.append(_text(0, y + 15, _short(edition.names([row["principal"]]))))
        marks.append(f'<line class="s-rule" x1="0" x2="{width:g}" y1="{y + 24}" y2="{y + 24}"/>')
        for i, ref in enumerate(columns):
            if ref in row["means"]:
                stance, x = stands(row["means"][ref]), _FIRST + i * _STEP
                marks.append(f'<circle class="f-{stance}" cx="{x}" cy="{y + 10}" r="10"/>')
                marks.append(_text(x, y + 15, MARKS[stance], anchor="middle", css="onfill"))
    return _svg(width, 28 + 28 * len(found["rows"]), edition.words("map_alt"), "".join(marks), css="map")


def bilingual(edition: Edition) -> list[Json]:
    """Topics heard in both languages, widest gap first; what the dot plot and its table show."""
    both = [row for row in edition.body["topics"] if {"zh", "en"} <= set(row["mean_by_lang"])]
    return sorted(both, key=lambda row: (-_gap(row), row["topic_id"]))[:8]


def stands(mean: float) -> str:
    """The stance a mean position amounts to."""
    return "oppose" if mean < 0 else "support" if mean > 0.75 else "conditional"


def _gap(row: Json) -> float:
    gap: float = abs(row["mean_by_lang"]["zh"] - row["mean_by_lang"]["en"])
    return gap


def _share(week: Json) -> float:
    return week["texts"] / week["all"] if week["all"] else 0.0


def _dot_labels(zh: float, en: float, y: float) -> Sequence[str]:
    # labels of close dots are set apart so that they never overprint
    left, right = ("zh", "en") if zh <= en else ("en", "zh")
    near = abs(zh - en) < 84
    value = {"zh": 2 * (zh - 180) / 328, "en": 2 * (en - 180) / 328}
    place = {"zh": min(max(zh, 40.0), 320.0), "en": min(max(en, 40.0), 320.0)}
    if near:
        middle = min(max((zh + en) / 2, 62.0), 298.0)
        return [_text(middle, y, "   ".join(f"{k} {signed(value[k])}" for k in (left, right)), anchor="middle")]
    return [_text(place[k], y, f"{k} {signed(value[k])}", anchor="middle") for k in (left, right)]


def _short(name: str) -> str:
    # a Chinese character is as wide as two letters
    wide = accumulate(2 if has_han(char) else 1 for char in name)
    fits = sum(width <= _NAME for width in wide)
    return name if fits == len(name) else name[: fits - 1].rstrip() + "…"


def _text(x: float, y: float, text: str, *, anchor: str = "start", css: str = "") -> str:
    named = f' class="{css}"' if css else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{named}>{escape(text)}</text>'


def _rect(css: str, x: float, y: float, width: float, height: float, opacity: float | None = None) -> str:
    clear = "" if opacity is None else f' fill-opacity="{opacity:.2f}"'
    return f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"{clear}/>'


def _svg(width: float, height: float, label: str, inner: str, *, css: str = "", stretch: bool = False) -> str:
    fit = ' preserveAspectRatio="none"' if stretch else ""
    return (
        f'<svg class="pic {css}" role="img" aria-label="{escape(label)}" viewBox="0 0 {width:g} {height:g}"{fit} '
        f'style="--w:{width:g}px" xmlns="http://www.w3.org/2000/svg">{inner}</svg>'
    )
