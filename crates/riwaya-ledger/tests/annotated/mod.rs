//! Annotated reports as claims of the ledger: gold files and golden Markdown, their names resolved as the reader does.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use riwaya_eval::{Claim as Annotated, Extent};
use riwaya_ledger::account::{OriginId, Telling, Told, tellings};
use riwaya_ledger::model::{Document, Imprint, StoredClaim};
use riwaya_lexicon::gazetteer::{Gazetteer, name_key};
use riwaya_lexicon::{Analyser, Lexicon};
use riwaya_reader::names::{Mention, NameReader, Names};
use riwaya_reader::{Bound, Claim, Count, GazetteerEntry, Identity, Location, Party, Reader, Report, Source, When};
use riwaya_text::{Span, Text};

/// A report with its claims; `numbers` are the annotation's own ids, in the order of the claims.
pub struct Annotation {
    /// The end of the report's name: what the cases call it.
    pub name: String,
    pub document: Document,
    pub claims: Vec<StoredClaim>,
    pub numbers: Vec<String>,
    pub optional: Vec<bool>,
}

/// The folder of shared research material, where it is at hand.
pub fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    std::env::var_os("RIWAYA_SHARED").map(PathBuf::from).or(Some(beside)).filter(|p| p.is_dir())
}

/// The claims of reports with what is known of each report.
pub fn told(reports: &[Annotation]) -> Vec<Told<'_>> {
    let of = |a: &'_ Annotation| (a.document.published, OriginId(a.document.id));
    reports
        .iter()
        .flat_map(|a| {
            let (published, origin) = of(a);
            a.claims.iter().map(move |claim| Told { claim, published, origin })
        })
        .collect()
}

/// The tellings of reports.
pub fn tellings_of(reports: &[Annotation]) -> Vec<Telling> {
    reports.iter().flat_map(|a| tellings(&told(std::slice::from_ref(a)))).collect()
}

impl Annotation {
    /// The same report as the reader reads it, with no numbers of an annotation.
    pub fn read(&self) -> Self {
        let report = Report { published: self.document.published, ..Report::new(&self.document.text) };
        let reading = Reader::builtin().session().read(&report);
        let claims =
            StoredClaim::of_reading(self.document.id, &self.document.text, &Arc::from("test"), &reading.claims);
        let document = self.document.clone();
        Self { name: self.name.clone(), document, numbers: Vec::new(), optional: Vec::new(), claims }
    }
}

impl Annotation {
    /// A gold file with the report beside it.
    pub fn gold(path: &Path) -> Self {
        let gold = riwaya_eval::gold::load(path).expect("a gold file");
        let short: String = gold.doc.chars().skip(gold.doc.chars().count().saturating_sub(5)).collect();
        Self::new(&short, &gold.text, gold.published.as_deref(), &gold.claims)
    }

    fn new(name: &str, text: &str, published: Option<&str>, annotated: &[Annotated]) -> Self {
        let published = published.and_then(|p| p.parse().ok());
        let document = Document::new(Imprint { outlet: Some(name), published, ..Imprint::default() }, text);
        let read = Resolver::new(text).claims(annotated);
        let claims = StoredClaim::of_reading(document.id, text, &Arc::from("gold"), &read);
        Self {
            name: name.to_owned(),
            document,
            claims,
            numbers: annotated.iter().map(|c| c.id.clone()).collect(),
            optional: annotated.iter().map(|c| c.optional).collect(),
        }
    }

    /// A golden report in Markdown; its claims are numbered from 1.
    pub fn golden(name: &str, golden: &riwaya_eval::golden::Golden) -> Self {
        let mut claims: Vec<Annotated> = golden.claims.clone();
        for (n, claim) in claims.iter_mut().enumerate() {
            claim.id = (n + 1).to_string();
        }
        Self::new(name, &golden.text, golden.published.as_deref(), &claims)
    }
}

struct Resolver<'a> {
    text: &'a str,
    names: NameReader<'static>,
    analyser: Analyser<'static>,
}

impl<'a> Resolver<'a> {
    fn new(text: &'a str) -> Self {
        let lexicon = Lexicon::builtin();
        let names = NameReader::new(Names::builtin(), lexicon, Gazetteer::builtin());
        Self { text, names, analyser: Analyser::new(lexicon) }
    }

    fn claims(&mut self, annotated: &[Annotated]) -> Vec<Claim> {
        annotated.iter().map(|c| self.claim(c)).collect()
    }

    fn claim(&mut self, a: &Annotated) -> Claim {
        let event = a.event.parse().expect("an event");
        let mut parties = |names: &[String]| names.iter().flat_map(|n| self.parties(n, a.extent)).collect::<Vec<_>>();
        let (actor, target, sources) = (parties(&a.actor), parties(&a.target), parties(&a.chain));
        Claim {
            trigger: span(a.trigger),
            text: span(a.extent),
            event,
            plover: None,
            acled: None,
            chain: sources.into_iter().map(|party| Source { party, cue: None }).collect(),
            stance: a.stance.parse().expect("a stance"),
            actor,
            target,
            place: a.place.iter().map(|n| self.place(n, a.extent)).collect(),
            date: a.date.as_deref().map(|iso| When { iso: Some(iso.into()), span: span(a.extent), how: "gold".into() }),
            counts: a.counts.iter().map(|c| count(c, span(a.trigger))).collect(),
            rules: Vec::new(),
            confidence: 1.0,
        }
    }

    /// The parties that a name of the annotation stands for: several where it joins several.
    fn parties(&mut self, name: &str, near: Extent) -> Vec<Party> {
        let at = self.find(name, near);
        let mentions = self.mentions(name);
        let joint = mentions.iter().any(|m| m.joint);
        let top: Vec<&Mention> = mentions
            .iter()
            .filter(|m| !m.joint)
            .filter(|m| !mentions.iter().any(|o| !o.joint && o.words != m.words && covers(o, m)))
            .collect();
        let named = top.iter().filter(|m| m.entity.is_some() || m.country.is_some()).count();
        if (joint || top.first().is_some_and(|m| m.plural)) && named > 1 || fused(&top) {
            return top.iter().map(|m| Party { span: within(at, m.span), identity: identity(m) }).collect();
        }
        let identity = top.first().map(|m| identity(m)).unwrap_or_default();
        vec![Party { span: at, identity }]
    }

    fn place(&mut self, name: &str, near: Extent) -> Location {
        let mentions = self.mentions(name);
        let entry = mentions.iter().find_map(|m| Some((m.place.as_ref()?, m))).and_then(|(id, m)| {
            let key = name_key(&cut(name, m.name_span));
            Gazetteer::builtin().lookup(&key)?.places().find(|p| p.id() == id.0).map(|p| entry(&p))
        });
        Location { span: self.find(name, near), entry }
    }

    fn mentions(&mut self, name: &str) -> Vec<Mention> {
        let text = Text::new(name);
        let words = self.analyser.words(&text);
        self.names.mentions(&words)
    }

    /// Where a name stands, nearest to a claim.
    fn find(&self, name: &str, near: Extent) -> Span {
        let len = name.chars().count();
        let starts = self.text.match_indices(name).map(|(byte, _)| self.text[..byte].chars().count());
        let start = starts.min_by_key(|s| s.abs_diff(near.0)).unwrap_or(near.0);
        span((start, start + len))
    }
}

/// Two names that lost the space between them.
fn fused(top: &[&Mention]) -> bool {
    top.len() == 2 && top.iter().all(|m| m.country.is_some()) && top[0].span.end() + 1 >= top[1].span.start()
}

fn covers(outer: &Mention, inner: &Mention) -> bool {
    outer.words.start <= inner.words.start && inner.words.end <= outer.words.end
}

fn within(at: Span, part: Span) -> Span {
    Span::new(at.start() + part.start(), at.start() + part.end())
}

fn span((from, to): Extent) -> Span {
    Span::new(from as u32, to as u32)
}

fn cut(name: &str, span: Span) -> String {
    name.chars().skip(span.start() as usize).take((span.end() - span.start()) as usize).collect()
}

fn identity(m: &Mention) -> Identity {
    let entity = m.entity.and_then(|id| Names::builtin().entity(id));
    Identity {
        id: entity.map(|e| e.id.clone()),
        arabic: entity.map(|e| e.arabic.clone()),
        english: entity.map(|e| e.english.clone()),
        country: m.country.map(|c| c.code().into()),
        sector: m.sector.map(riwaya_reader::names::Sector::code),
    }
}

fn entry(place: &riwaya_lexicon::gazetteer::PlaceRef<'_>) -> GazetteerEntry {
    let present = |s: &str| (!s.is_empty()).then(|| s.into());
    GazetteerEntry {
        id: place.id().into(),
        arabic: place.names().next().unwrap_or_default().into(),
        english: place.english().into(),
        country: present(place.country()),
        admin: present(place.admin()),
        kind: place.kind().map_or("place", riwaya_lexicon::gazetteer::PlaceKind::name).into(),
        position: place.position(),
    }
}

fn count(c: &riwaya_eval::Count, span: Span) -> Count {
    Count {
        harm: c.harm.parse().expect("a harm"),
        who: c.who.as_deref().unwrap_or("people").into(),
        n: c.n.map(|n| n as u64),
        to: c.to.map(|n| n as u64),
        bound: c.bound.as_deref().map_or(Bound::Exact, |b| b.parse().expect("a bound")),
        since: c.since.as_deref().map(Into::into),
        part: c.part.unwrap_or_default(),
        span,
    }
}
