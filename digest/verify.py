"""Check a published digest against its own evidence: reopen every offset, compute every number again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from digest.attention import Calendar, attention
from digest.build import SEED_RULE
from digest.canonical import Json, dumps, rounded
from digest.consensus import Score, score
from digest.thresholds import Thresholds
from digest.topics import attended, seed
from digest.voices import Vote
from domain.records import Act, digest_of
from domain.snapshot import Snapshot

ReadText = Callable[[str, str], str | None]
_TOLERANCE = 2e-6  # two roundings to six places
_SCORED = {
    "eci": "eci", "lo": "lo", "hi": "hi", "eci_raw": "eci_raw", "agreement": "A", "breadth": "B", "emergence": "M",
    "growth": "G", "joining": "J", "p_consensus": "P_cons", "p_contested": "P_cont", "p_decline": "P_decline",
    "mean": "mu", "mean_by_lang": "mu_by_lang", "distribution": "p", "categories": "n", "hill": "hill",
    "effective_voices": "neff", "voices": "principals", "families": "families", "state": "state",
}  # fmt: skip
_THIN = ("voices", "families", "effective_voices", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a digest that its evidence does not bear out."""

    where: str
    what: str
    published: str
    found: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: published {self.published}, found {self.found}"


def verify(digest_json: str, read_text: ReadText, snapshot: Snapshot | None = None) -> list[Problem]:
    """Everything in a digest that cannot be shown to be right; empty when all is well.

    Args:
        digest_json: A digest's JSON.
        read_text: The text of an article's version; None when it is not kept.
        snapshot: What the digest was computed from; when given, counts are taken from it again.
    """
    body: Json = json.loads(digest_json)
    problems = [*_canonical(body, digest_json), *_result(body)]
    for place, item in _quoted(body):
        problems += _sentence(place, item, read_text)
    for topic in (*body["topics"], *body["insufficient"]):
        problems += _topic(topic, body)
    problems += _sections(body)
    return problems if snapshot is None else [*problems, *_snapshot(body, snapshot)]


def _canonical(body: Json, text: str) -> Iterator[Problem]:
    if dumps(body) != text:
        yield Problem(where="digest", what="spelling", published="other bytes", found="canonical JSON differs")


def _result(body: Json) -> Iterator[Problem]:
    found = digest_of(dumps({"topics": body["topics"]}))
    if found != body["reproduce"]["result_sha256"]:
        yield Problem(where="reproduce", what="result", published=body["reproduce"]["result_sha256"], found=found)
    if body["reproduce"]["seed_rule"] != SEED_RULE:
        yield Problem(where="reproduce", what="seed rule", published=body["reproduce"]["seed_rule"], found=SEED_RULE)


def _quoted(body: Json) -> Iterator[tuple[str, Json]]:
    for topic in (*body["topics"], *body["insufficient"]):
        yield from ((f"{topic['topic_id']} {item['statement_id']}", item) for item in topic["evidence"])
    yield from ((f"acts {item['statement_id']}", item) for item in body["acts"]["statements"])
    for story in body["developments"]:
        yield from ((f"story {story['story']}", lead) for lead in story["leads"].values())


def _sentence(place: str, item: Json, read_text: ReadText) -> Iterator[Problem]:
    if item["char_start"] is None:
        return
    text = read_text(item["article_id"], item["version_sha256"])
    if text is None:
        yield Problem(where=place, what="article version", published=item["version_sha256"], found="not kept")
        return
    found = text[item["char_start"] : item["char_end"]]
    if found != item["sentence"]:
        yield Problem(where=place, what="sentence", published=item["sentence"], found=found)


def _topic(topic: Json, body: Json) -> Iterator[Problem]:
    rule = seed(body["snapshot"]["sha256"], topic["topic_id"], body["digest_id"])
    if topic["seed"] != rule:
        yield Problem(where=topic["topic_id"], what="seed", published=topic["seed"], found=rule)
    again = rescore(topic, body)
    for key, name in _SCORED.items():
        if key in topic and ("eci" in topic or key in _THIN):
            yield from _compare(topic["topic_id"], key, topic[key], getattr(again, name))
    if "voice_list" in topic:
        published = {voice["principal"]: voice["weight"] for voice in topic["voice_list"]}
        yield from _compare(topic["topic_id"], "weights", published, {v.principal: v.weight for v in again.voices})


def rescore(topic: Json, body: Json) -> Score:
    """Score a topic from what a digest says about it."""
    settings = dict(body["scoring"]["settings"])
    weights = {Act(act): weight for act, weight in settings.pop("act_weight").items()}
    known = {item.name for item in fields(Thresholds)}
    table = Thresholds(**{key: value for key, value in settings.items() if key in known}, act_weight=weights)
    why = topic["why"]
    counts = (why["texts"], why["texts_all"], why["texts_before"], why["texts_all_before"])
    return score(
        [vote_of(item) for item in topic["evidence"] if item["in_window"]],
        attended(counts, why["overdispersion"]), frozenset(topic["prior_endorsers"]), topic["prior_states"],
        topic["seed"], body["scoring"]["draws"], body["scoring"]["confusion"], table=table,
    )  # fmt: skip


def vote_of(item: Json) -> Vote:
    """The vote that an evidence entry stands for."""
    return Vote(
        family=item["family"], principal=item["principal_id"], cls=item["class"], jur=item["jurisdiction"],
        lang=item["family_lang"], stance=item["stance"], act=item["act"], conf=item["confidence"], age=item["age_days"],
    )  # fmt: skip


def _compare(where: str, what: str, published: object, found: object) -> Iterator[Problem]:
    if isinstance(published, dict) and isinstance(found, dict):
        for key in sorted(set(published) | set(found)):
            yield from _compare(where, f"{what} {key}", published.get(key), found.get(key))
    elif not _is_same(published, found):
        yield Problem(where=where, what=what, published=str(published), found=str(found))


def _is_same(published: object, found: object) -> bool:
    if isinstance(published, (int, float)) and isinstance(found, (int, float)):
        return abs(published - rounded(found)) <= _TOLERANCE
    return str(published) == str(found)


def _sections(body: Json) -> Iterator[Problem]:
    states = {topic["topic_id"]: topic["state"] for topic in body["topics"]}
    for state, refs in body["sections"].items():
        for ref in refs:
            if states.get(ref) != state:
                yield Problem(where=ref, what="section", published=state, found=str(states.get(ref)))
    for state, count in body["summary"]["states"].items():
        yield from _compare("summary", f"topics {state}", count, sum(found == state for found in states.values()))


def _snapshot(body: Json, snapshot: Snapshot) -> Iterator[Problem]:
    yield from _compare("snapshot", "id", body["snapshot"]["sha256"], snapshot.sha256)
    settings = body["scoring"]["settings"]
    table = Thresholds(window_days=settings["window_days"], baseline_weeks=settings["baseline_weeks"])
    counted = attention(snapshot, Calendar.of(snapshot, table))
    said = {item.id: item for item in snapshot.evidence}
    for topic in (*body["topics"], *body["insufficient"]):
        why, ref = topic["why"], topic["topic_id"]
        published = [why[key] for key in ("texts", "texts_all", "texts_before", "texts_all_before")]
        yield from _compare(ref, "attention", published, list(counted.counts(ref)))
        for item in topic["evidence"]:
            kept = said.get(item["statement_id"])
            stance = None if kept is None else kept.statement.stance.value
            yield from _compare(f"{ref} {item['statement_id']}", "stance", item["stance"], stance)
