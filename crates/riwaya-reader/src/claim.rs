//! A claim: one thing that somebody says happened, is happening, will happen, should happen or did not happen.

use crate::event::{Acled, Event, Plover, Stance, named};
use riwaya_text::Span;

/// What the reader returns for one report.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The claims, in the order of their triggers.
    pub claims: Vec<Claim>,
    /// The day from which relative dates were counted, and where it came from.
    pub published: Option<Published>,
    /// Why there is no claim, where there is none.
    pub silence: Option<Silence>,
}

/// The publication day and its origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub day: jiff::civil::Date,
    /// Whether it was given with the report or found in the text's own dateline.
    pub from_dateline: bool,
}

named! {
    /// Why a report yields nothing.
    Silence {
        /// There is no text.
        Empty = "empty",
        /// There is no word in Arabic script.
        NoArabic = "no_arabic",
        /// No word of any event.
        NoEventWord = "no_event_word",
        /// Words of events, none of them held for an event here.
        NoneHeld = "none_held",
    }
}

/// One claim, every part of it on the words that carry it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The word of the event.
    pub trigger: Span,
    /// The clause.
    pub text: Span,
    /// What is claimed.
    pub event: Event,
    /// PLOVER type and mode.
    pub plover: Option<Plover>,
    /// ACLED type and sub-type.
    pub acled: Option<Acled>,
    /// The sources, from the one nearest the reader to the origin; empty is the report's own voice.
    pub chain: Vec<Source>,
    /// How the last link holds it.
    pub stance: Stance,
    /// Who did it.
    pub actor: Vec<Party>,
    /// Whom or what it was done to.
    pub target: Vec<Party>,
    /// Where.
    pub place: Vec<Location>,
    /// When.
    pub date: Option<When>,
    /// The numbers of a toll.
    pub counts: Vec<Count>,
    /// The rules that built it, in the order in which they acted.
    pub rules: Vec<RuleId>,
    /// Calibrated probability that event, chain and stance are right, between 0 and 1.
    pub confidence: f32,
}

/// The name of a rule, frame or cue of the lexicon, as `riwaya explain` prints it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub Box<str>);

/// A link of a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Who.
    pub party: Party,
    /// The word that cites it (`قال`, `وفقا`), where one stands.
    pub cue: Option<Span>,
}

/// A person, body, force, country or group as the report names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The words.
    pub span: Span,
    /// What it resolves to, as far as the lexicon and its parts tell.
    pub identity: Identity,
}

/// What a name resolves to; every field absent where nothing is known.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Identity {
    /// Stable id (`iso:AZ`, `wd:Q…`, `rw:…`).
    pub id: Option<Box<str>>,
    /// Arabic label.
    pub arabic: Option<Box<str>>,
    /// English label.
    pub english: Option<Box<str>>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<Box<str>>,
    /// PLOVER sector (`GOV`, `MIL`, `REB`, `CVL` …).
    pub sector: Option<&'static str>,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// The name as it stands, without "city of".
    pub span: Span,
    /// Its gazetteer entry, where it has one.
    pub entry: Option<GazetteerEntry>,
}

/// What the gazetteer knows of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct GazetteerEntry {
    /// Stable id (`gn:585170`).
    pub id: Box<str>,
    /// Arabic label.
    pub arabic: Box<str>,
    /// English label.
    pub english: Box<str>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<Box<str>>,
    /// Administrative path, the largest first.
    pub admin: Option<Box<str>>,
    /// Kind (`city`, `region` …): the precision of the coordinates.
    pub kind: Box<str>,
    /// Degrees north and east, where known.
    pub position: Option<(f64, f64)>,
}

/// A date of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct When {
    /// ISO 8601: day, month, year or interval, as the guidelines write it; absent where it could not be resolved.
    pub iso: Option<Box<str>>,
    /// The words it was read from.
    pub span: Span,
    /// How it was resolved, or why it was not.
    pub how: Box<str>,
}

named! {
    /// What befell people or things.
    Harm {
        /// People dead.
        Killed = "killed",
        /// People wounded.
        Injured = "injured",
        /// People missing.
        Missing = "missing",
        /// People driven out.
        Displaced = "displaced",
        /// People taken.
        Captured = "captured",
        /// Things destroyed.
        Destroyed = "destroyed",
        /// Aircraft brought down.
        ShotDown = "shot_down",
    }
}

named! {
    /// How a number bounds the true one.
    Bound {
        /// The number itself.
        Exact = "exact",
        /// No fewer.
        AtLeast = "at_least",
        /// No more.
        AtMost = "at_most",
        /// Roughly.
        About = "about",
        /// Dozens.
        Dozens = "dozens",
        /// Hundreds.
        Hundreds = "hundreds",
        /// Thousands.
        Thousands = "thousands",
    }
}

/// One number of a toll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// What befell them.
    pub harm: Harm,
    /// Whom: `civilians`, `military`, `children` … or things in a short English plural.
    pub who: Box<str>,
    /// How many, where told.
    pub n: Option<u64>,
    /// Upper end of a range.
    pub to: Option<u64>,
    /// Bound.
    pub bound: Bound,
    /// Start of a cumulative toll (ISO date), or `war`.
    pub since: Option<Box<str>>,
    /// Whether it is part of another count of the claim.
    pub part: bool,
    /// The words it was read from.
    pub span: Span,
}
