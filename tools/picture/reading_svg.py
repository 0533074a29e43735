#!/usr/bin/env python3
"""Draws a reading as the picture of README.md: one JSON line of `riwaya read --format jsonl` in, SVG out.

    riwaya read examples/05-ganja-before-dawn.md --format jsonl | tools/picture/reading_svg.py 1 2 4 > docs/reading.svg

The numbers choose claims; without any, all are drawn. Only the standard library is used.
"""
import json
import sys
from html import escape

COLUMNS = [("who says", 250), ("what", 170), ("who → whom", 250), ("where", 120), ("when", 110), ("how many", 190)]
LINE, PAD, TOP = 21, 12, 78
WIDTH = sum(w for _, w in COLUMNS) + 2 * PAD
STANCE = {"denies": "✗ denies", "rejects": "✗ rejects", "plans": "→ plans", "demands": "! demands", "threatens": "! threatens"}
STYLE = """
  text { font: 14px system-ui, 'Noto Naskh Arabic', 'Noto Sans Arabic', sans-serif; fill: #1f2328; dominant-baseline: middle; }
  .head { font-weight: 600; font-size: 15px; } .faint { fill: #6e7781; } .event { fill: #0550ae; font-weight: 600; }
  .stance { fill: #cf222e; font-weight: 600; } .ahead { fill: #9a6700; font-weight: 600; }
"""
BOUNDS = {"at_least": "≥", "at_most": "≤", "about": "~"}


def words(names, sign=""):
    return [(sign + n["text"], "") for n in names]


def count(c):
    n = c["n"]
    number = c.get("bound", "") if n is None else f"{BOUNDS.get(c.get('bound'), '')}{n:,}" + (f"–{c['to']:,}" if c.get("to") else "")
    since = f" since {c['since']}" if c.get("since") else ""
    return f"{c['harm']} {number} {c['who']}{since}".replace("_", " ").replace("  ", " ")


def cells(claim):
    chain = words(claim["chain"][:1]) + words(claim["chain"][1:], "› ") or [("the report", "faint")]
    stance = claim["stance"]
    what = [] if stance == "asserts" else [(STANCE[stance], "stance" if stance in ("denies", "rejects") else "ahead")]
    what += [(claim["event"].replace("_", " "), "event"), (claim["trigger"]["text"], "faint")]
    return [
        chain,
        what,
        words(claim["actor"]) + words(claim["target"], "→ "),
        words(claim["place"]),
        [(part, "") for part in (claim["date"] or "").split("/") if part],
        [(count(c), "") for c in claim["counts"]],
    ]


def text(x, y, string, kind=""):
    return f'  <text x="{x}" y="{y}" class="{kind}">{escape(string)}</text>'


def draw(record, chosen):
    out, y = [], TOP
    heading = " · ".join(filter(None, [record["doc"], record.get("published"), record.get("outlet")]))
    out.append(text(PAD, 24, heading, "head"))
    x = PAD
    for name, width in COLUMNS:
        out.append(text(x, 54, name, "faint"))
        x += width
    for claim in record["claims"]:
        if chosen and claim["id"] not in chosen:
            continue
        out.append(f'  <path d="M{PAD} {y - LINE / 2 - 3}H{WIDTH - PAD}" stroke="#d0d7de"/>')
        rows = cells(claim)
        x = PAD
        for (_, width), lines in zip(COLUMNS, rows):
            out += [text(x, y + 4 + i * LINE, string, kind) for i, (string, kind) in enumerate(lines)]
            x += width
        y += max(map(len, rows)) * LINE + 9
    size = f'width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}"'
    frame = f'  <rect width="{WIDTH}" height="{y}" rx="8" fill="#ffffff" stroke="#d0d7de"/>'
    label = escape(f"Claims read from the report {record['doc']}")
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{label}">', f"<style>{STYLE}</style>", frame, *out, "</svg>"])


if __name__ == "__main__":
    print(draw(json.loads(sys.stdin.readline()), {int(n) for n in sys.argv[1:]}))
