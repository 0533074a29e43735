#!/usr/bin/env python3
"""Annotated reports of a corpus without their texts: each name and clause is kept as offsets into the report it stands in.

    standoff.py restore CORPUS FOLDER        writes NAME.txt and NAME.gold.json of every report of reports.jsonl into FOLDER
    standoff.py keep CORPUS FOLDER...        prints the lines of reports.jsonl for the annotated reports of the folders
    standoff.py check CORPUS                 restores in memory alone; names every report that no longer fits

CORPUS is a file of JSON lines, gzipped or plain, with the keys "corpus", "id" and "text". A report is known by
those two keys and by the SHA-256 of its text; offsets are Unicode code points. Only the standard library is used.
"""
import argparse
import gzip
import hashlib
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
NAMED = ("chain", "actor", "target", "place")


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def corpus(path):
    """The reports of a corpus by the SHA-256 of their text."""
    opened = gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        return {sha256(report["text"]): report for report in map(json.loads, lines)}


def nth_at(hay, needle, nth):
    """Where the `nth` occurrence of `needle` begins, from 1."""
    at = -1
    for _ in range(nth):
        at = hay.index(needle, at + 1)
    return at


def nth_of(hay, needle, at):
    """Which occurrence of `needle` begins at `at`, from 1."""
    nth, seen = 1, hay.find(needle)
    while seen < at:
        nth, seen = nth + 1, hay.find(needle, seen + 1)
    return nth


def nearest(text, words, at):
    """The occurrence of `words` that begins nearest to `at`."""
    best, seen = text.index(words), text.index(words)
    while seen >= 0:
        best = min(best, seen, key=lambda start: abs(start - at))
        seen = text.find(words, seen + 1)
    return [best, best + len(words)]


def kept_claim(claim, text):
    start = nth_at(text, claim["text"], claim.get("nth", 1))
    trigger = start + nth_at(claim["text"], claim["trigger"], claim.get("trigger_nth", 1))
    kept = {
        "text": [start, start + len(claim["text"])],
        "trigger": [trigger, trigger + len(claim["trigger"])],
        "event": claim["event"],
        "stance": claim["stance"],
    }
    for key in NAMED:
        if claim.get(key):
            kept[key] = [nearest(text, words, trigger) for words in claim[key]]
    for key in ("date", "counts", "optional"):
        if claim.get(key):
            kept[key] = claim[key]
    return kept


def restored_claim(number, kept, text):
    def words(span):
        return text[span[0] : span[1]]

    clause, trigger = words(kept["text"]), words(kept["trigger"])
    claim = {"id": number, "text": clause}
    nth = nth_of(text, clause, kept["text"][0])
    trigger_nth = nth_of(clause, trigger, kept["trigger"][0] - kept["text"][0])
    if nth > 1:
        claim["nth"] = nth
    claim["trigger"] = trigger
    if trigger_nth > 1:
        claim["trigger_nth"] = trigger_nth
    claim["event"], claim["stance"] = kept["event"], kept["stance"]
    for key in NAMED:
        claim[key] = [words(span) for span in kept.get(key, [])]
    claim["date"], claim["counts"] = kept.get("date"), kept.get("counts", [])
    if kept.get("optional"):
        claim["optional"] = True
    return claim


def keep(reports, folders):
    for folder in map(pathlib.Path, folders):
        for path in sorted(folder.glob("*.gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = path.with_name(gold["doc"] + ".txt").read_text(encoding="utf-8")
            report = reports.get(sha256(text))
            if report is None:
                sys.exit(f"{path}: its text is no report of the corpus")
            kept = {
                "doc": gold["doc"],
                "corpus": report["corpus"],
                "id": report["id"],
                "sha256": sha256(text),
                "published": gold["published"],
                "outlet": gold["outlet"],
                "claims": [kept_claim(claim, text) for claim in gold["claims"]],
            }
            print(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))


def restored(reports):
    """Every report of reports.jsonl as (name, text, annotation); the text is None where the corpus has it no more."""
    for line in (HERE / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        report = reports.get(kept["sha256"])
        if report is None:
            yield kept["doc"], None, None
            continue
        text = report["text"]
        claims = [restored_claim(number, claim, text) for number, claim in enumerate(kept["claims"], 1)]
        yield kept["doc"], text, {key: kept[key] for key in ("doc", "published", "outlet")} | {"claims": claims}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=("restore", "keep", "check"))
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    asked = parser.parse_args()
    reports = corpus(asked.corpus)
    if asked.task == "keep":
        return keep(reports, asked.folders)
    if asked.task == "restore" and len(asked.folders) != 1:
        parser.error("restore wants one folder to write to")
    missing = written = 0
    for name, text, gold in restored(reports):
        if text is None:
            print(f"{name}: its text is no report of {asked.corpus}", file=sys.stderr)
            missing += 1
            continue
        written += 1
        if asked.task == "restore":
            folder = asked.folders[0]
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
            (folder / f"{name}.gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{written} annotated reports fit the corpus, {missing} do not", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
