"""Extraction beside its peers on the same pages in one run: quality per field and CPU per page.

Usage: python bench/extract.py [--data DIR] [--only zh,md,en] [--peers] [--json] [--verbose]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.extract_peers import Reader, ours, peers
from bench.extract_score import Score, judge, key, overlap, same_date, same_names, same_title, shingles, squeezed


def run(read: Reader, body: bytes, url: str, kind: str, score: Score) -> dict[str, Any]:
    start = time.process_time()
    try:
        found = read(body, url, kind)
    except Exception as error:  # noqa: BLE001 a peer may fail in any way; that is a result
        found = {"error": type(error).__name__, "text": ""}
    score.cpu.append(time.process_time() - start)
    return found


# ---- measures ------------------------------------------------------------------------------------------------------


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
