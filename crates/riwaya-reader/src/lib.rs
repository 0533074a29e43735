//! From the text of a report to its claims: a pure function, the same bytes for the same input.
//!
//! ```
//! use riwaya_reader::{Reader, Report};
//!
//! let mut session = Reader::builtin().session();
//! let reading = session.read(&Report::new("قصفت القوات الأرمينية مدينة كنجة."));
//! # let _ = reading;
//! ```

mod accused;
pub mod agree;
mod annotation;
mod antecedent;
mod assemble;
mod attribution;
mod between;
mod candidate;
mod chains;
mod channels;
mod choose_count;
mod choose_date;
mod choose_event;
mod choose_role;
mod choose_source;
mod choose_speaker;
mod choose_stance;
mod cited_phrases;
mod claim;
mod codes;
mod counterclaim;
mod cues;
mod decide;
mod event;
mod evidence;
mod explain;
mod fill_accused;
mod fill_dates;
mod fill_roles;
mod frames;
mod identity;
pub mod learn;
mod learn_coverage;
mod learn_examples;
mod learn_roles;
mod learn_speaker;
mod lists;
pub mod names;
mod page;
mod pauses;
mod reader;
mod reckoned;
pub mod record;
mod role_features;
mod role_ground;
mod role_steps;
mod role_view;
mod rules;
mod scorer;
mod spelling;
mod stand_ins;
mod subjects;
mod support_verbs;
mod surroundings;
mod syntax;
mod told;
mod toll;
mod topics;
mod train;
mod values;
mod victims;
mod voices;
mod weights;
mod working;

pub use claim::{
    Bound, Claim, Count, GazetteerEntry, Harm, Identity, Location, Party, Published, Reading, RuleId, Silence, Source,
    When,
};
pub use event::{Acled, Event, Plover, Stance, UnknownName};
pub use explain::{CandidateNote, ClauseNote, Explanation, NameNote, SentenceNote, Verdict, WordNote, label};
pub use lists::makes_term;
pub use reader::{Phase, Reader, ReaderError, Report, Session, VERSION};
pub use working::FailedExample;
