"""Write one week's digest as canonical JSON: the same snapshot gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from digest import diary, sections
from digest.attention import Calendar
from digest.canonical import Json, dumps, moment, rounded
from digest.cards import target
from digest.interval import Confusion
from digest.queries import QUERIES
from digest.thresholds import THRESHOLDS, Thresholds
from digest.topics import Scoring, topics
from domain.catalogue import Catalogue
from domain.records import digest_of
from domain.snapshot import Digest, Snapshot

SEED_RULE = "first 8 bytes of sha256(snapshot|topic|week), MT19937"


def build(
    snapshot: Snapshot, catalogue: Catalogue, *, version: int = 1, table: Thresholds = THRESHOLDS,
    draws: int | None = None, confusion: Confusion | None = None,
) -> Digest:  # fmt: skip
    """The digest of a snapshot.

    Args:
        snapshot: All that the week rests on.
        catalogue: Names, propositions, lenses and classes; outcomes in it are never read.
        version: 1, or more when a week is published again.
        table: The settings.
        draws: Fewer draws than the table's make a rougher interval, for tests.
        confusion: `{predicted: {true: probability}}` of the tagger; propagated into the intervals.
    """
    used = replace(table, act_weight=catalogue.act_weight)
    # with the published figures of the error, so that whoever has the JSON can compute the same
    scoring = Scoring(table=used, draws=draws or table.draws, confusion=_rows(confusion))
    issue = sections.Issue(
        snapshot=snapshot, catalogue=catalogue, calendar=Calendar.of(snapshot, used), table=used,
        topics=topics(snapshot, catalogue, scoring),
    )  # fmt: skip
    body = _body(issue, version, scoring)
    body["reproduce"] = _reproduce(snapshot, body)
    states = {topic.target: topic.state for topic in sorted(issue.topics, key=lambda topic: topic.target)}
    return Digest(week=snapshot.week, version=version, snapshot=snapshot.sha256, json=dumps(body), states=states)


def _body(issue: sections.Issue, version: int, scoring: Scoring) -> Json:
    snapshot, calendar, table, cards = issue.snapshot, issue.calendar, issue.table, sections.topics(issue)
    body: Json = {
        "digest_id": snapshot.week, "version": version,
        "week": {"start": str(calendar.week.monday), "end": str(calendar.week.sunday), "tz": snapshot.tz},
        "window": {"days": table.window_days, "baseline_weeks": table.baseline_weeks},
        "snapshot": {"taken_at": moment(snapshot.taken_at), "sha256": snapshot.sha256,
                     "taxonomy_version": snapshot.catalogue_version, "tagger_version": snapshot.tagger_version},
        "coverage": _coverage(snapshot), "summary": sections.summary(issue, cards), "topics": cards,
        "sections": sections.chosen(issue), "developments": sections.developments(issue),
        "lenses": sections.lenses(issue), "parting": sections.parting(issue),
        "insufficient": sections.too_early(issue), "acts": diary.acts(snapshot, issue.catalogue, calendar, table),
        "suggestions": sections.suggested(issue), "alignment": sections.alignment(issue),
        "corrections": sections.corrections(snapshot),
        "scoring": {"draws": scoring.draws, "confusion": _rows(scoring.confusion), "settings": _settings(table)},
    }  # fmt: skip
    body["names"] = _names(body, issue.catalogue)
    return body


def _coverage(snapshot: Snapshot) -> Json:
    found = snapshot.coverage
    return {
        "articles": found.articles, "families": found.families, "sources_by_lang": found.sources_by_lang,
        "silent_sources": sorted(found.silent_sources), "blocked_sources": sorted(found.blocked_sources),
        "outcomes": found.outcomes,
    }  # fmt: skip


def _settings(table: Thresholds) -> Json:
    plain = {name: value for name, value, _ in table.table() if name != "act_weight"}
    return {**plain, "act_weight": {act.value: weight for act, weight in table.act_weight.items()}}


def _rows(confusion: Confusion | None) -> Json | None:
    if confusion is None:
        return None
    return {predicted: {true: rounded(p) for true, p in row.items()} for predicted, row in confusion.items()}


def _reproduce(snapshot: Snapshot, body: Json) -> Json:
    return {
        "queries": QUERIES, "result_sha256": digest_of(dumps({"topics": body["topics"]})), "seed_rule": SEED_RULE,
        "code_version": snapshot.code_version,
    }  # fmt: skip


def _names(body: Json, catalogue: Catalogue) -> Json:
    """Every name a form may print, so that one JSON is enough to render both editions."""
    actors = {ref: _actor(ref, catalogue) for ref in sorted(set(_mentioned(body)))}
    targets = {t for story in body["developments"] for t in story["targets"]} | {
        lens["leading"] for lens in body["lenses"] if lens["leading"]
    }  # fmt: skip
    return {
        "actors": actors,
        "targets": {ref: _pair(ref, catalogue) for ref in sorted(targets) if _is_known(ref, catalogue)},
        "lenses": {
            key: {"en": entry.en, "zh": entry.zh, "actor_en": entry.actor_en, "actor_zh": entry.actor_zh}
            for key, entry in catalogue.lenses.items()
        },
        "classes": {key: {"en": entry.en, "zh": entry.zh} for key, entry in catalogue.classes.items()},
        "sources": {
            key: {"en": catalogue.sources[key].en, "zh": catalogue.sources[key].zh}
            for key in (*body["coverage"]["silent_sources"], *body["coverage"]["blocked_sources"])
            if key in catalogue.sources
        },
    }  # fmt: skip


def _mentioned(body: Json) -> Iterator[str]:
    for topic in (*body["topics"], *body["insufficient"]):
        yield from _speakers(topic["evidence"])
        yield from (voice["principal"] for voice in topic.get("voice_list", ()))
        yield from topic.get("principals", ())
        yield from (change["principal"] for change in topic["why"].get("changed", ()))
    yield from _speakers(body["acts"]["statements"])


def _speakers(evidence: Iterable[Json]) -> Iterator[str]:
    for item in evidence:
        yield item["actor_id"]
        yield item["principal_id"]


def _actor(ref: str, catalogue: Catalogue) -> Json:
    base = ref.partition(".")[0]
    # some principals are no actor themselves: they are known by the first actor that rolls up to them
    members = (actor for actor in catalogue.actors.values() if actor.principal == base)
    entry = catalogue.actors.get(base) or next(members, None)
    return {"en": ref, "zh": ref} if entry is None else {"en": entry.en, "zh": entry.zh}


def _pair(ref: str, catalogue: Catalogue) -> Json:
    found = target(ref, catalogue)
    return {"en": found["en"], "zh": found["zh"]}


def _is_known(ref: str, catalogue: Catalogue) -> bool:
    return ref.partition(":")[2] in (catalogue.themes if ref.startswith("theme:") else catalogue.instruments)
