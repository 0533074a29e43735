"""Checks lexicon/countries/countries.tsv against CLDR and ISO: every country is there, under its CLDR name among others."""

import sys
from pathlib import Path

from arabic import fold
from babel import Locale

COUNTRIES = Path(__file__).resolve().parents[2] / "lexicon" / "countries" / "countries.tsv"
# Uninhabited, or no place that a report of a conflict names.
LEFT_OUT = {"BL", "BQ", "BV", "CC", "CX", "GS", "HM", "MF", "NF", "PM", "PN", "SJ", "TF", "TK", "UM", "WF"}


def main():
    """Prints what is missing; exit code 1 where anything is."""
    arabic, english = Locale("ar").territories, Locale("en").territories
    named = {}
    for line in COUNTRIES.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "id\t")):
            fields = line.split("\t")
            named[fields[0]] = {fold(n) for n in fields[4].split("|")}
    missing = []
    for code in sorted(c for c in english if len(c) == 2 and c.isalpha()):
        if code in LEFT_OUT | {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}:
            continue
        if f"iso:{code}" not in named:
            missing.append(f"{code} {english[code]}")
        elif "(" not in arabic[code] and fold(arabic[code].replace("\u064f", "")) not in named[f"iso:{code}"]:
            missing.append(f"{code} CLDR name {arabic[code]}")
    print("\n".join(missing) or "complete")
    sys.exit(bool(missing))


if __name__ == "__main__":
    main()
