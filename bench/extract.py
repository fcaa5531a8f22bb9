"""Extraction beside its peers on the same pages in one run: quality per field and CPU per page.

Usage: python bench/extract.py [--data DIR] [--only zh,md,en] [--peers] [--json] [--verbose]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any

from crawler.encoding import decode
from crawler.extract import extract
from domain.errors import ExtractError
from domain.records import Article, RawPage

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Reader = Callable[[bytes, str, str], dict[str, Any]]


@dataclass
class Score:
    """Sums of one tool over one set of pages."""

    hits: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    f1: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    harmonic: bool = False

    def mark(self, name: str, hit: bool) -> None:
        self.asked[name] += 1
        self.hits[name] += hit

    def row(self) -> dict[str, float]:
        row = {name: round(self.hits[name] / asked, 3) for name, asked in sorted(self.asked.items())}
        for name, values in (("f1", self.f1), ("precision", self.precision), ("recall", self.recall)):
            if values:
                row[name] = round(mean(values), 4)
        if self.harmonic and self.precision:  # the benchmark's own way: F1 of the mean precision and the mean recall
            precision, recall = mean(self.precision), mean(self.recall)
            row["f1"] = round(2 * precision * recall / (precision + recall or 1), 4)
        if self.cpu:
            row["cpu_ms"] = round(1000 * mean(self.cpu), 1)
        return row


# ---- the tools -----------------------------------------------------------------------------------------------------


def ours(effort: str) -> Reader:
    def read(body: bytes, url: str, kind: str) -> dict[str, Any]:
        page = RawPage(url=url, body=body, fetched_at=NOW, content_type=kind)
        try:
            return fields(extract(page, effort=effort))  # type: ignore[arg-type]
        except ExtractError as error:
            return {"error": error.detail, "kind": error.kind.value}

    return read


def fields(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "full_title": f"{article.title_prefix or ''}{article.title}",
        "text": article.text,
        "date": article.published_at.isoformat() if article.published_at else "",
        "author": " ".join(article.authors),
        "source": article.original_outlet or "",
        "outlet": article.outlet or "",
        "warnings": article.warnings,
    }


def peers() -> dict[str, Reader]:
    import html as _html

    import trafilatura
    from readability import Document

    def trafilatura_(body: bytes, url: str, _kind: str) -> dict[str, Any]:
        found = trafilatura.bare_extraction(body, url=url or None, include_comments=False, with_metadata=True)
        if found is None:
            return {"error": "none"}
        return {
            "title": found.title or "",
            "text": found.text or "",
            "date": found.date or "",
            "author": found.author or "",
        }

    def fast(body: bytes, _url: str, _kind: str) -> dict[str, Any]:
        return {"text": trafilatura.extract(body, fast=True, include_comments=False) or ""}

    def readability_(body: bytes, _url: str, _kind: str) -> dict[str, Any]:
        document = Document(body)
        text = re.sub(r"</(p|div|h\d|li|section)>|<br[^>]*>", "\n", document.summary(html_partial=True))
        return {"title": document.short_title() or "", "text": _html.unescape(re.sub(r"<[^>]+>", "", text))}

    found: dict[str, Reader] = {"trafilatura": trafilatura_, "trafilatura fast": fast, "readability-lxml": readability_}
    for name, make in (("newspaper4k", _newspaper), ("resiliparse", _resiliparse), ("gne", _gne)):
        try:
            found[name] = make()
        except ImportError:
            print(f"{name}: not installed, left out", file=sys.stderr)
    return found


def _newspaper() -> Reader:
    """newspaper4k and GNE take text: they are given ours, read by the right encoding."""
    import newspaper

    def read(body: bytes, url: str, _kind: str) -> dict[str, Any]:
        page = newspaper.Article(url or "http://a.invalid/", fetch_images=False)
        page.download(input_html=decode(body).text)
        page.parse()
        date = page.publish_date.isoformat() if page.publish_date else ""
        return {"title": page.title or "", "text": page.text or "", "date": date, "author": " ".join(page.authors)}

    return read


def _resiliparse() -> Reader:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def read(body: bytes, _url: str, _kind: str) -> dict[str, Any]:
        return {"text": extract_plain_text(bytes_to_str(body, detect_encoding(body)), main_content=True)}

    return read


def _gne() -> Reader:
    from gne import GeneralNewsExtractor

    def read(body: bytes, _url: str, _kind: str) -> dict[str, Any]:
        found = GeneralNewsExtractor().extract(decode(body).text)
        return {
            "title": found["title"],
            "text": found["content"],
            "date": found["publish_time"],
            "author": found["author"],
        }

    return read


def run(read: Reader, body: bytes, url: str, kind: str, score: Score) -> dict[str, Any]:
    start = time.process_time()
    try:
        found = read(body, url, kind)
    except Exception as error:  # noqa: BLE001 a peer may fail in any way; that is a result
        found = {"error": type(error).__name__, "text": ""}
    score.cpu.append(time.process_time() - start)
    return found


# ---- measures ------------------------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def grams(text: str, size: int = 5) -> Counter[str]:
    text = squeezed(text)
    return Counter(text[at : at + size] for at in range(max(1, len(text) - size + 1)))


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text, re.UNICODE)
    if len(words) < size:
        return Counter([tuple(words)]) if words else Counter()
    return Counter(tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def overlap(found: Counter[Any], wanted: Counter[Any]) -> tuple[float, float, float]:
    """Precision, recall, F1 of two bags."""
    hit = sum((found & wanted).values())
    precision = hit / sum(found.values()) if found else float(not wanted)
    recall = hit / sum(wanted.values()) if wanted else float(not found)
    return precision, recall, 2 * precision * recall / (precision + recall) if hit else float(not wanted and not found)


def key(text: str) -> str:
    return re.sub(r"[\W_]+", "", squeezed(text)).lower()


def same_title(found: dict[str, Any], wanted: str) -> bool:
    """Equal without punctuation, with the column's label or without it."""
    return key(wanted) in (key(found.get("title", "")), key(found.get("full_title", "")))


def same_names(found: str, wanted: str | None) -> bool:
    names = {key(name) for name in re.split(r"[\s、，,;/]+", wanted or "") if name}
    return names == {key(name) for name in re.split(r"[\s、，,;/]+", found) if name}


# ---- the sets ------------------------------------------------------------------------------------------------------


def chinese(data: Path, tools: dict[str, Reader], verbose: bool) -> dict[str, dict[str, dict[str, float]]]:
    table: dict[str, dict[str, Score]] = {}
    for folder in sorted((data / "pages_zh").iterdir()):
        wanted = json.loads((folder / "expected.json").read_text())
        body, truth = (folder / "page.html").read_bytes(), (folder / "body.txt").read_text()
        for name, read in tools.items():
            score = table.setdefault(wanted["kind"], {}).setdefault(name, Score())
            found = run(read, body, "", "text/html", score)
            notes = judge(found, wanted, truth, score)
            if verbose and notes and name.startswith("ours"):
                print(f"  {folder.name} [{name}]: " + "; ".join(notes), file=sys.stderr)
    return {kind: {name: score.row() for name, score in rows.items()} for kind, rows in table.items()}


def judge(found: dict[str, Any], wanted: dict[str, Any], truth: str, score: Score) -> list[str]:
    text = found.get("text", "")
    if not wanted["is_article"]:
        score.mark("refused", "error" in found and not text)
        score.mark("kind", found.get("error") == wanted["error"])
        return [] if found.get("error") == wanted["error"] else [f"error {found.get('error')} not {wanted['error']}"]
    precision, recall, f1 = overlap(grams(text), grams(truth))
    for values, value in ((score.f1, f1), (score.precision, precision), (score.recall, recall)):
        values.append(value)
    left = [phrase for phrase in wanted["must_not_contain"] if phrase in text]
    tests = {
        "clean": not left,
        "title": same_title(found, wanted["title"] or ""),
        "date": same_date(found.get("date", ""), wanted["date"]),
        "first": squeezed(wanted["body_first_sentence"] or "") in squeezed(text),
        "last": squeezed(wanted["body_last_sentence"] or "") in squeezed(text),
    }
    tests["author"] = same_names(found.get("author", ""), wanted["author"])
    is_post = wanted["kind"].startswith("wechat")
    tests["outlet" if is_post else "source"] = key(found.get("outlet" if is_post else "source", "")) == key(
        wanted["source"] or ""
    )
    if wanted.get("original_source"):
        tests["source"] = key(found.get("source", "")) == key(wanted["original_source"])
    for name, hit in tests.items():
        score.mark(name, hit)
    shown = {
        "clean": left,
        "title": found.get("title"),
        "date": found.get("date"),
        "author": found.get("author"),
        "source": found.get("source"),
        "outlet": found.get("outlet"),
    }
    notes = [f"{name}={shown.get(name)!r} not {wanted.get(name)!r}" for name, hit in tests.items() if not hit]
    return notes + ([f"f1 {f1:.3f} p {precision:.3f} r {recall:.3f}"] if f1 < 0.97 else [])


def same_date(found: str, wanted: str | None) -> bool:
    """The same day, and the same time where both give one."""
    if not wanted or not found:
        return not wanted and not found
    timed = re.search(r"\d[T ]\d", found) and "T" in wanted and "T00:00:00" not in found
    return found.replace(" ", "T").startswith(wanted) if timed else found[:10] == wanted[:10]


def markdown(data: Path, verbose: bool) -> dict[str, dict[str, dict[str, float]]]:
    score, read = Score(), ours("full")
    for wanted in json.loads((data / "markdown_gold" / "expected.json").read_text()):
        body = (data / "markdown_gold" / wanted["file"]).read_bytes()
        found = run(read, body, wanted["url"], "text/markdown", score)
        text = squeezed(found.get("text", ""))
        tests = {
            "first": text.find(squeezed(wanted["body_first"])) in range(40),
            "last": text.endswith(squeezed(wanted["body_last"])),
            "clean": not [phrase for phrase in wanted["must_not_contain"] if phrase in found.get("text", "")],
            "title": same_title(found, wanted["title"]),
            "author": same_names(found.get("author", ""), wanted["author"]),
            "outlet": found.get("outlet") == wanted["account"],
            "source": key(found.get("source", "")) == key(wanted["original_source"] or ""),
            "date": same_date(found.get("date", ""), wanted["date"]),
        }
        for name, hit in tests.items():
            score.mark(name, hit)
        if verbose and not all(tests.values()):
            print(f"  {wanted['file']}: {[name for name, hit in tests.items() if not hit]}", file=sys.stderr)
    return {"markdown": {"ours": score.row()}}


def gold_docs(data: Path, verbose: bool) -> dict[str, dict[str, dict[str, float]]]:
    """The labelled articles: where the text begins and ends, who wrote it, who published it first."""
    score, read = Score(), ours("fast")
    for line in (data / "gold" / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        wanted = json.loads(line)
        body = (data / "gold" / "docs" / f"{wanted['doc']}.md").read_bytes()
        found = run(read, body, "", "text/markdown", score)
        text = key(found.get("text", ""))
        first, last = key(wanted["body_first"] or ""), key(wanted["body_last"] or "")
        tests = {
            "first": text.startswith(first),
            "last": text.endswith(last) or (last in text and len(text) - text.rindex(last) - len(last) <= 40),
            "title": same_title(found, wanted["title_ok"]),
            "author": same_names(found.get("author", ""), wanted["author"]),
            "source": key(found.get("source", "")) == key(wanted["original_source"] or ""),
        }
        for name, hit in tests.items():
            score.mark(name, hit)
        if verbose and not all(tests.values()):
            missed = [name for name, hit in tests.items() if not hit]
            seen = {name: found.get(name) for name in missed if name in ("author", "source", "title")}
            print(
                f"  {wanted['doc']}: {missed} {seen} {found.get('text', '')[:30]!r} {found.get('text', '')[-40:]!r}"
                f" wanted {wanted['author']!r} {wanted['original_source']!r}",
                file=sys.stderr,
            )
    return {"gold_docs": {"ours": score.row()}}


def english(data: Path, tools: dict[str, Reader], verbose: bool) -> dict[str, dict[str, dict[str, float]]]:
    scores = {name: Score(harmonic=True) for name in tools}
    for name, wanted in json.loads((data / "aeb" / "ground-truth.json").read_text()).items():
        body = gzip.decompress((data / "aeb" / "html" / f"{name}.html.gz").read_bytes())
        for tool, read in tools.items():
            found = run(read, body, wanted.get("url", ""), "text/html", scores[tool])
            precision, recall, f1 = overlap(shingles(found.get("text", "")), shingles(wanted["articleBody"]))
            for values, value in (
                (scores[tool].f1, f1),
                (scores[tool].precision, precision),
                (scores[tool].recall, recall),
            ):
                values.append(value)
            if verbose and f1 < 0.93 and tool.startswith("ours"):
                print(
                    f"  {name[:12]} [{tool}] f1 {f1:.3f} p {precision:.3f} r {recall:.3f} "
                    f"{wanted.get('url', '')[:90]} {found.get('error', '')}",
                    file=sys.stderr,
                )
    return {"english": {name: score.row() for name, score in scores.items()}}


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    home = Path(__file__).resolve().parent.parent
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("GOVPRISM_DATA", home.parent / "shared" / "data"))
    )
    parser.add_argument("--only", default="zh,md,en")
    parser.add_argument("--effort", default="fast,full")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args(None if arguments is None else list(arguments))
    if not options.data.is_dir():
        print(f"no data: {options.data}: name the folder with --data or GOVPRISM_DATA", file=sys.stderr)
        return 2
    tools = {f"ours {effort}": ours(effort) for effort in options.effort.split(",")}
    tools |= peers() if options.peers else {}
    results: dict[str, dict[str, dict[str, float]]] = {}
    if "md" in options.only:
        results |= markdown(options.data, options.verbose)
        results |= gold_docs(options.data, options.verbose)
    if "zh" in options.only:
        results |= chinese(options.data, tools, options.verbose)
    if "en" in options.only:
        results |= english(options.data, tools, options.verbose)
    print(json.dumps(results, indent=1) if options.json else shown(results))
    return 0


def measure(data: Path) -> dict[str, float]:
    """The gate's measures; higher is better. Takes about half a minute."""
    tool, both = {"ours fast": ours("fast")}, {"ours fast": ours("fast"), "ours full": ours("full")}
    zh = {kind: rows["ours fast"] for kind, rows in chinese(data, tool, False).items()}
    posts, marked = markdown(data, False)["markdown"]["ours"], gold_docs(data, False)["gold_docs"]["ours"]
    en = english(data, both, False)["english"]
    web = zh["web"]
    found = {f"zh_web_{name}": web[name] for name in ("f1", "clean", "title", "date", "author", "source")}
    found |= {f"wechat_{name}": zh["wechat"][name] for name in ("f1", "title", "date", "outlet")}
    found |= {"wechat_script_f1": zh["wechat_js"]["f1"], "errors_refused": zh["wechat_error"]["refused"]}
    found |= {"errors_kind": zh["wechat_error"]["kind"], "encoding_f1": zh["encoding"]["f1"]}
    found["markdown_all"] = min(value for name, value in posts.items() if name != "cpu_ms")
    found |= {f"gold_{name}": marked[name] for name in ("first", "last", "title", "author", "source")}
    return found | {"aeb_fast_f1": en["ours fast"]["f1"], "aeb_full_f1": en["ours full"]["f1"]}


def shown(results: dict[str, dict[str, dict[str, float]]]) -> str:
    out = []
    for kind, rows in results.items():
        out.append(f"\n{kind}")
        for name, row in rows.items():
            out.append(f"  {name:<18}" + "  ".join(f"{field} {value:g}" for field, value in row.items()))
    return "\n".join(out)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    raise SystemExit(main())
