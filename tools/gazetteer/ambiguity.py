"""Counts how often each name of the gazetteer occurs as a word of ordinary text, to find those that are also common words.

    python tools/gazetteer/ambiguity.py ARTICLES.jsonl.gz [--least 5]

Reads JSON lines with a "text" field and prints: occurrences, name, places that bear it. The names that a reader of the
list judges ambiguous are written into lexicon/places/ambiguous-names.tsv; no text is kept.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from arabic import fold
from tables import read_rows

PLACES = Path(__file__).resolve().parents[2] / "lexicon" / "places"
WORDS = re.compile("[\u0621-\u064a]+")


def counts(path):
    """Occurrences of single words and of words without a leading و, ف, ب, ل or ك."""
    found = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for word in WORDS.findall(fold(json.loads(line)["text"])):
                found[word] += 1
                if len(word) > 4 and word[0] in "وفبلك":
                    found[word[1:]] += 1
    return found


def main():
    """Prints the names that occur at least `--least` times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles")
    parser.add_argument("--least", type=int, default=5)
    options = parser.parse_args()
    found = counts(options.articles)
    bearers = defaultdict(list)
    for table in [*sorted((PLACES / "geonames").glob("*.tsv")), PLACES / "regions.tsv", PLACES / "front-lines.tsv"]:
        for row in read_rows(table):
            for name in row["names"].split("|"):
                if " " not in name and row["needs"] != "context":
                    bearers[fold(name)].append(f"{row['country']}:{row['english']}:{row['population']}")
    for name, places in sorted(bearers.items(), key=lambda b: -found[b[0]]):
        if found[name] >= options.least:
            print(found[name], name, "; ".join(places[:3]), sep="\t")


if __name__ == "__main__":
    main()
