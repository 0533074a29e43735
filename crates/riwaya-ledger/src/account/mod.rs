//! What claims of many reports tell together: a pure function of the claims.
//!
//! Nothing here reads a clock or a file, and the order in which claims come never matters. The steps, each needing only
//! what the one before it gives:
//!
//! 1. [`origins`]: near-copies of one story.
//! 2. [`tellings`]: the events of one report.
//! 3. [`incidents`]: one event as many reports tell it, by [`Block`]; [`ruled`] applies what was decided about them.
//! 4. [`contests`], [`extremes`] and [`tolls`]: what the words about one incident, or of one count, hold against each
//!    other.
//! 5. [`truces`]: truces, the parties' positions, and violations alleged.

mod contest;
mod disputed;
mod fact;
mod incident;
mod look;
mod origins;
mod regroup;
mod ruling;
mod side;
mod spot;
mod telling;
mod toll;
mod truce;
mod truce_telling;
mod voice;

pub(crate) use contest::{bears_on, contest_of_incident, contests_of_truce, may_bear};
pub(crate) use disputed::denied_in;
pub(crate) use incident::of_members;
pub(crate) use look::{Look, Terms as LookTerms};
pub(crate) use regroup::{Disturbance, Kept, Member, Placed, Regrouped, Regrouping, Shelf};
pub(crate) use toll::{Point, in_order, points};
pub(crate) use truce::{TruceDraft, truce_drafts};

pub use contest::{Change, Changed, Contest, Differing, Extremes, Matter, NumberTold, contests, extremes};
pub use disputed::{Disputed, disputed};
pub use fact::{Counted, Fact, Gist, Since, Suffered};
pub use incident::{Block, Incident, IncidentId, incidents};
pub(crate) use origins::Groups;
pub use origins::{OriginId, Sketch, origins};
pub use ruling::{Ruling, ruled};
pub(crate) use side::governed;
pub use side::{Side, Sides};
pub use spot::{NEAR_KM, Reach, Spot};
pub use telling::{Family, Figure, Reason, Telling, Told, tellings};
pub use toll::{Scope, TollFlag, TollKey, TollPoint, TollSeries, tolls};
pub use truce::{Position, PositionTold, StateOn, Truce, TruceId, TruceKind, Violation, truces};
pub use truce_telling::{Alleged, KnownSpot, TruceClaim, TruceReport, TruceTelling};
pub use voice::{Claims, Voice, Word};
