"""Reading and writing of the gazetteer's tab-separated files."""

COLUMNS = ("id", "names", "english", "country", "admin", "admin_ar", "kind", "lat", "lon", "population", "needs", "source")


def read_rows(path):
    """The rows of a table as dictionaries; comment lines and the column line are skipped."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith(("#", "id\t")):
            continue
        rows.append(dict(zip(COLUMNS, line.split("\t"), strict=True)))
    return rows


def write_rows(path, head, rows):
    """Writes rows (dictionaries with the columns' names) beneath a comment head and a line of column names."""
    lines = [f"# {h}" for h in head] + ["\t".join(COLUMNS)]
    for row in rows:
        fields = [str(row.get(c, "")) for c in COLUMNS]
        assert not any("\t" in f or "\n" in f for f in fields), row
        lines.append("\t".join(fields))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def degrees(value):
    """A coordinate to four decimals (about ten metres), trailing zeros dropped."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
