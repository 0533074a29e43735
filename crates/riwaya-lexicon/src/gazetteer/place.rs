//! Places as the tables of `lexicon/places` state them.

use std::collections::{HashMap, HashSet};

/// The columns of a table of places, in order.
const COLUMNS: [&str; 12] =
    ["id", "names", "english", "country", "admin", "admin_ar", "kind", "lat", "lon", "population", "needs", "source"];

/// A stable name of a place: `gn:585170` (GeoNames), `gn1:YE.15` and `gn2:YE.15.2201` (GeoNames divisions), `iso:YE`
/// or `rw:…` (this project's own).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(pub String);

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// A governorate, province, state or oblast.
    Region,
    /// A division below a region.
    District,
    /// 100,000 people or more, or the seat of a region.
    City,
    /// A town.
    Town,
    /// A village, or a place whose size is not known.
    Village,
    /// A part of a city.
    Quarter,
    /// A camp of refugees or the displaced.
    Camp,
    /// A border crossing.
    Crossing,
    /// A military base.
    Base,
    /// A civil airport.
    Airport,
    /// A dam or reservoir.
    Dam,
    /// A hospital, port, bridge, plant or other single site.
    Site,
    /// A field of oil or gas.
    OilField,
    /// A mountain or range.
    Mountain,
    /// A mountain pass.
    Pass,
    /// A valley.
    Valley,
    /// A river.
    River,
    /// A lake.
    Lake,
    /// A sea, gulf or ocean.
    Sea,
    /// A strait or canal.
    Strait,
    /// An island or group of islands.
    Island,
    /// A corridor, front or line.
    Line,
    /// A region of the map that no government bounds.
    Area,
}

impl PlaceKind {
    /// Every kind with its name in the tables; a kind's place here is its number in the compiled form.
    const ALL: [(Self, &'static str); 23] = [
        (Self::Region, "region"),
        (Self::District, "district"),
        (Self::City, "city"),
        (Self::Town, "town"),
        (Self::Village, "village"),
        (Self::Quarter, "quarter"),
        (Self::Camp, "camp"),
        (Self::Crossing, "crossing"),
        (Self::Base, "base"),
        (Self::Airport, "airport"),
        (Self::Dam, "dam"),
        (Self::Site, "site"),
        (Self::OilField, "oil field"),
        (Self::Mountain, "mountain"),
        (Self::Pass, "pass"),
        (Self::Valley, "valley"),
        (Self::River, "river"),
        (Self::Lake, "lake"),
        (Self::Sea, "sea"),
        (Self::Strait, "strait"),
        (Self::Island, "island"),
        (Self::Line, "line"),
        (Self::Area, "area"),
    ];

    /// The kind's name in the tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(k, _)| *k == self).map_or("", |(_, n)| n)
    }

    pub(super) fn number(self) -> u8 {
        Self::ALL.iter().zip(0u8..).find(|((k, _), _)| *k == self).map_or(0, |(_, n)| n)
    }

    pub(super) fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).map(|(k, _)| *k)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(k, _)| *k)
    }
}

/// A place of the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its stable id.
    pub id: PlaceId,
    /// Arabic names, the usual spelling first; never empty.
    pub names: Vec<String>,
    /// English name.
    pub english: String,
    /// ISO 3166-1 alpha-2, or empty for what lies in no country or several.
    pub country: String,
    /// English names of the divisions it lies in, the larger first, joined by `/`.
    pub admin: String,
    /// Arabic name of the first of these, where known.
    pub admin_arabic: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Latitude and longitude in degrees, where known.
    pub position: Option<(f64, f64)>,
    /// Inhabitants; 0 where not known.
    pub population: u32,
    /// Whether a reader should take the name for a place only after a place word (مدينة، بلدة، في …).
    pub needs_context: bool,
    /// Where name and position come from.
    pub source: String,
}

/// A line of a table that is not of the format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct TableError {
    /// The table.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// Reads a table of places.
///
/// # Errors
/// A missing or unknown column, an empty name, an unknown kind, a number that is none: with file and line.
///
/// ```
/// # use riwaya_lexicon::gazetteer::parse_places;
/// let table = "id\tnames\tenglish\tcountry\tadmin\tadmin_ar\tkind\tlat\tlon\tpopulation\tneeds\tsource\n\
///              gn:586523\tكنجة|غنجة\tGanja\tAZ\t\t\tcity\t40.68\t46.36\t303268\t\tgn\n";
/// let places = parse_places("AZ.tsv", table)?;
/// assert_eq!(places[0].names, ["كنجة", "غنجة"]);
/// # Ok::<(), riwaya_lexicon::gazetteer::TableError>(())
/// ```
pub fn parse_places(file: &str, text: &str) -> Result<Vec<Place>, TableError> {
    let mut places = Vec::new();
    let mut headed = false;
    for (line, row) in (1..).zip(text.lines()) {
        let error = |what: String| TableError { file: file.to_owned(), line, what };
        if row.is_empty() || row.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = row.split('\t').collect();
        if !headed {
            if fields != COLUMNS {
                return Err(error(format!("the columns should be {}", COLUMNS.join(", "))));
            }
            headed = true;
            continue;
        }
        places.push(parse_row(&fields).map_err(error)?);
    }
    Ok(places)
}

fn parse_row(fields: &[&str]) -> Result<Place, String> {
    let &[id, names, english, country, admin, admin_ar, kind, lat, lon, population, needs, source] = fields else {
        return Err(format!("{} columns, not {}", fields.len(), COLUMNS.len()));
    };
    let names: Vec<String> = names.split('|').map(str::to_owned).collect();
    if id.is_empty() || names.iter().any(|n| name_key(n).is_empty()) {
        return Err("an empty id or name".to_owned());
    }
    let position = match (lat, lon) {
        ("", "") => None,
        _ => Some((degrees(lat, 90.0)?, degrees(lon, 180.0)?)),
    };
    Ok(Place {
        id: PlaceId(id.to_owned()),
        names,
        english: english.to_owned(),
        country: country.to_owned(),
        admin: admin.to_owned(),
        admin_arabic: admin_ar.to_owned(),
        kind: PlaceKind::from_name(kind).ok_or_else(|| format!("unknown kind “{kind}”"))?,
        position,
        population: match population {
            "" => 0,
            n => n.parse().map_err(|_| format!("population “{n}” is no number"))?,
        },
        needs_context: match needs {
            "" => false,
            "context" => true,
            other => return Err(format!("needs is “{other}”, not “context” or nothing")),
        },
        source: source.to_owned(),
    })
}

fn degrees(field: &str, most: f64) -> Result<f64, String> {
    let value: f64 = field.parse().map_err(|_| format!("“{field}” is no coordinate"))?;
    if value.abs() <= most { Ok(value) } else { Err(format!("{value} is beyond {most} degrees")) }
}

/// Joins rows of one id: names of the later tables come first (hand-made tables are read last and know the press),
/// as do English name, kind, region and whether a place word is needed; what a later row leaves out is kept.
#[must_use]
pub fn merge(places: impl IntoIterator<Item = Place>) -> Vec<Place> {
    let mut merged: Vec<Place> = Vec::new();
    let mut at: HashMap<PlaceId, usize> = HashMap::new();
    for place in places {
        match at.get(&place.id).and_then(|&i| merged.get_mut(i)) {
            Some(known) => join(known, place),
            None => {
                at.insert(place.id.clone(), merged.len());
                merged.push(place);
            }
        }
    }
    merged
}

fn join(known: &mut Place, later: Place) {
    let mut names = later.names;
    let mut keys: HashSet<String> = names.iter().map(|n| name_key(n)).collect();
    names.extend(known.names.drain(..).filter(|n| keys.insert(name_key(n))));
    known.names = names;
    known.kind = later.kind;
    known.needs_context = later.needs_context;
    known.source = later.source;
    known.position = later.position.or(known.position);
    known.population = known.population.max(later.population);
    for (kept, new) in [
        (&mut known.english, later.english),
        (&mut known.admin, later.admin),
        (&mut known.admin_arabic, later.admin_arabic),
    ] {
        if !new.is_empty() {
            *kept = new;
        }
    }
}

/// The form under which a name is looked up: folded, hyphens as spaces, single spaces.
///
/// ```
/// # use riwaya_lexicon::gazetteer::name_key;
/// assert_eq!(name_key("إيفانو-فرانكيفسك"), "ايفانو فرانكيفسك");
/// ```
#[must_use]
pub fn name_key(name: &str) -> String {
    let folded = riwaya_text::fold_key(name).replace('-', " ");
    folded.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Names that are also common words or persons' names.
#[derive(Clone, Debug, Default)]
pub struct Ambiguous(HashSet<String>);

impl Ambiguous {
    /// Reads a list of names, one a line; lines that begin with `#` are comments.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(name_key).collect())
    }

    /// Whether the name of this key needs a place word before it.
    #[must_use]
    pub fn contains(&self, key: &str) -> bool {
        self.0.contains(key)
    }
}
