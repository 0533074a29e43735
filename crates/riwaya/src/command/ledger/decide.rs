//! `riwaya decide`: what an analyst holds of a claim, with who and why.

use riwaya_ledger::{Action, Correction, Decided};

use super::open;
use crate::Outcome;
use crate::cli::ledger::{Decide, DecideArgs};
use crate::command::print;
use crate::fault::Fault;

/// Appends a decision.
///
/// # Errors
/// When there is no such claim, the correction is none, or the ledger cannot be written.
pub fn run(args: &DecideArgs) -> Result<Outcome, Fault> {
    let (action, decided) = match &args.action {
        Decide::Accept(decided) => (Action::Accept, decided),
        Decide::Correct { correction, decided } => (Action::Correct(Correction::parse(correction)?), decided),
        Decide::Reject(decided) => (Action::Reject, decided),
        Decide::Note(decided) => (Action::Note, decided),
    };
    let mut ledger = open(&decided.ledger)?;
    let claim = ledger.claim_id(&args.id)?;
    let now = jiff::Timestamp::now().to_string();
    let decision = ledger.decide(claim, &action, Decided { by: &decided.by, at: &now, why: &decided.why })?;
    print(&format!("decision {} about {claim}\n", decision.number))?;
    Ok(Outcome::Well)
}
