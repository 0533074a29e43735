//! The 21 events of a claim and the stance of a source towards it, with their codes in PLOVER and ACLED.

/// Defines an enum whose values have one plain name each, in both directions.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of the guidelines.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name used in files and output.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::event::UnknownName;
            fn from_str(s: &str) -> Result<Self, crate::event::UnknownName> {
                match s {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(crate::event::UnknownName { kind: stringify!($name), name: s.to_owned() }),
                }
            }
        }
    };
}
pub(crate) use named;

/// A name that is no value of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is no {kind}")]
pub struct UnknownName {
    /// What was asked for.
    pub kind: &'static str,
    /// What stood there.
    pub name: String,
}

named! {
    /// What is claimed to happen: the 21 events of the annotation guidelines.
    Event {
        /// Fighting between armed sides.
        Clash = "clash",
        /// Artillery, rockets or missiles from the ground.
        Shelling = "shelling",
        /// Bombs or missiles from aircraft or drones.
        AirStrike = "air_strike",
        /// Planted bombs, car bombs, mines, suicide bombs.
        Bombing = "bombing",
        /// Any other attack, or one whose means are not told.
        Attack = "attack",
        /// Aircraft, drone or missile brought down.
        Shootdown = "shootdown",
        /// Things destroyed or damaged.
        Destruction = "destruction",
        /// People killed, wounded, missing, displaced, taken prisoner.
        Casualties = "casualties",
        /// Kidnapping, arrest, detention.
        Abduction = "abduction",
        /// A place taken or retaken.
        Capture = "capture",
        /// Operation, advance, siege.
        Offensive = "offensive",
        /// Forces, fighters or arms sent, present, mobilised.
        Deployment = "deployment",
        /// Forces leave.
        Withdrawal = "withdrawal",
        /// Ceasefire, truce, cessation of hostilities.
        Truce = "truce",
        /// A truce is broken.
        Violation = "violation",
        /// Meeting, call, visit, summit, negotiation, mediation.
        Talks = "talks",
        /// A deal other than a truce.
        Agreement = "agreement",
        /// Somebody condemns, deplores or accuses in general terms.
        Condemnation = "condemnation",
        /// Sanctions, embargo, blockade, expulsion, breaking ties.
        Sanction = "sanction",
        /// Help given, asked for or blocked.
        Aid = "aid",
        /// Demonstration, strike, riot.
        Protest = "protest",
    }
}

named! {
    /// How the last link of the chain holds the claim.
    Stance {
        /// It happened, is so, is happening.
        Asserts = "asserts",
        /// It did not happen, is not true.
        Denies = "denies",
        /// Will do, has scheduled, offers.
        Plans = "plans",
        /// Calls for, urges, makes it a condition.
        Demands = "demands",
        /// Refuses, rules out.
        Rejects = "rejects",
        /// Threatens it.
        Threatens = "threatens",
    }
}

/// A PLOVER event type with its mode. Source: PLOVER codebook (Open Event Data Alliance, 2018; POLECAT revision 2023).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plover {
    /// Event type, upper case.
    pub event: &'static str,
    /// Mode, lower case, where the words tell one.
    pub mode: Option<&'static str>,
}

/// An ACLED event type with its sub-event type. Source: ACLED codebook (2019 and later).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acled {
    /// Event type.
    pub event: &'static str,
    /// Sub-event type.
    pub sub_event: &'static str,
}

/// The types and modes of PLOVER that claims are coded with. Source: as [`Plover`].
pub(crate) const PLOVER: &[(&str, &[&str])] = &[
    ("ACCUSE", &["disapprove", "allege"]),
    ("AGREE", &[]),
    ("AID", &["economic", "military", "humanitarian", "rescue"]),
    (
        "ASSAULT",
        &[
            "abduct",
            "firearms",
            "explosives",
            "suicide-attack",
            "heavy-weapons",
            "aerial",
            "drone",
            "targeted",
            "unconventional",
            "destroy",
        ],
    ),
    ("COERCE", &["seize", "restrict", "arrest"]),
    ("CONSULT", &["visit", "third-party", "multilateral", "phone"]),
    ("MOBILIZE", &["troops", "weapons"]),
    ("PROTEST", &["demo", "riot", "strike", "hunger"]),
    ("REJECT", &[]),
    ("REQUEST", &[]),
    ("RETREAT", &["withdraw", "release", "ceasefire"]),
    ("SANCTION", &["expel", "withdraw"]),
    ("THREATEN", &[]),
];

/// The types and sub-event types of ACLED. Source: as [`Acled`].
pub(crate) const ACLED: &[(&str, &[&str])] = &[
    ("Battles", &["Armed clash", "Government regains territory", "Non-state actor overtakes territory"]),
    (
        "Explosions/Remote violence",
        &[
            "Chemical weapon",
            "Air/drone strike",
            "Suicide bomb",
            "Shelling/artillery/missile attack",
            "Remote explosive/landmine/IED",
            "Grenade",
        ],
    ),
    ("Violence against civilians", &["Sexual violence", "Attack", "Abduction/forced disappearance"]),
    ("Protests", &["Peaceful protest", "Protest with intervention", "Excessive force against protesters"]),
    ("Riots", &["Violent demonstration", "Mob violence"]),
    (
        "Strategic developments",
        &[
            "Agreement",
            "Arrests",
            "Change to group/activity",
            "Disrupted weapons use",
            "Headquarters or base established",
            "Looting/property destruction",
            "Non-violent transfer of territory",
            "Other",
        ],
    ),
];

impl Event {
    /// The PLOVER type of this event under a stance, before the words of the claim refine its mode.
    ///
    /// A demand is a REQUEST, a rejection a REJECT, a threat a THREATEN, whatever the event.
    ///
    /// ```
    /// # use riwaya_reader::{Event, Stance};
    /// assert_eq!(Event::Shelling.plover(Stance::Asserts).unwrap().mode, Some("heavy-weapons"));
    /// assert_eq!(Event::Truce.plover(Stance::Demands).unwrap().event, "REQUEST");
    /// ```
    #[must_use]
    pub const fn plover(self, stance: Stance) -> Option<Plover> {
        let (event, mode) = match (stance, self) {
            (Stance::Demands, _) => ("REQUEST", None),
            (Stance::Rejects, _) => ("REJECT", None),
            (Stance::Threatens, _) => ("THREATEN", None),
            (_, Self::Clash | Self::Attack | Self::Shootdown) => ("ASSAULT", None),
            (_, Self::Shelling) => ("ASSAULT", Some("heavy-weapons")),
            (_, Self::AirStrike) => ("ASSAULT", Some("aerial")),
            (_, Self::Bombing) => ("ASSAULT", Some("explosives")),
            (_, Self::Destruction) => ("ASSAULT", Some("destroy")),
            (_, Self::Casualties) => return None,
            (_, Self::Abduction) => ("ASSAULT", Some("abduct")),
            (_, Self::Capture) => ("COERCE", Some("seize")),
            (_, Self::Offensive | Self::Deployment) => ("MOBILIZE", Some("troops")),
            (_, Self::Withdrawal) => ("RETREAT", Some("withdraw")),
            (_, Self::Truce) => ("RETREAT", Some("ceasefire")),
            (_, Self::Violation) => ("ACCUSE", Some("allege")),
            (_, Self::Talks) => ("CONSULT", None),
            (_, Self::Agreement) => ("AGREE", None),
            (_, Self::Condemnation) => ("ACCUSE", Some("disapprove")),
            (_, Self::Sanction) => ("SANCTION", None),
            (_, Self::Aid) => ("AID", None),
            (_, Self::Protest) => ("PROTEST", Some("demo")),
        };
        Some(Plover { event, mode })
    }

    /// The ACLED type of this event, where ACLED codes it and the event alone tells which: a place taken is another
    /// sub-event type in the hands of a state and of a group.
    #[must_use]
    pub const fn acled(self) -> Option<Acled> {
        let (event, sub_event) = match self {
            Self::Clash | Self::Offensive => ("Battles", "Armed clash"),
            Self::Shelling => ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
            Self::AirStrike => ("Explosions/Remote violence", "Air/drone strike"),
            Self::Bombing => ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
            Self::Attack => ("Violence against civilians", "Attack"),
            Self::Shootdown => ("Strategic developments", "Disrupted weapons use"),
            Self::Destruction => ("Strategic developments", "Looting/property destruction"),
            Self::Abduction => ("Violence against civilians", "Abduction/forced disappearance"),
            Self::Withdrawal => ("Strategic developments", "Non-violent transfer of territory"),
            Self::Truce | Self::Agreement => ("Strategic developments", "Agreement"),
            Self::Deployment | Self::Talks | Self::Sanction | Self::Aid => ("Strategic developments", "Other"),
            Self::Protest => ("Protests", "Peaceful protest"),
            Self::Casualties | Self::Capture | Self::Violation | Self::Condemnation => return None,
        };
        Some(Acled { event, sub_event })
    }

    /// The events whose roles are filled alike: both sides act in one, somebody is struck in another.
    pub(crate) const fn group(self) -> &'static str {
        match self {
            Self::Clash | Self::Truce | Self::Talks | Self::Agreement => "mutual",
            Self::Shelling | Self::AirStrike | Self::Bombing | Self::Attack | Self::Shootdown => "strike",
            Self::Casualties | Self::Destruction => "harm",
            Self::Offensive | Self::Capture | Self::Deployment | Self::Withdrawal => "ground",
            Self::Abduction | Self::Violation | Self::Condemnation | Self::Sanction | Self::Aid | Self::Protest => {
                "other"
            }
        }
    }

    /// Whether it is an act of force, as against diplomacy, aid or protest.
    #[must_use]
    pub const fn is_violent(self) -> bool {
        matches!(
            self,
            Self::Clash
                | Self::Shelling
                | Self::AirStrike
                | Self::Bombing
                | Self::Attack
                | Self::Shootdown
                | Self::Destruction
                | Self::Casualties
                | Self::Abduction
                | Self::Capture
                | Self::Offensive
        )
    }
}
