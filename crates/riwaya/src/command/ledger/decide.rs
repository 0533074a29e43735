//! `riwaya decide`: what an analyst holds of a claim or its incident, with who and why.

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
    let (Decide::Accept(decided)
    | Decide::Correct { decided, .. }
    | Decide::Reject(decided)
    | Decide::Merge { decided, .. }
    | Decide::Split { decided, .. }
    | Decide::Note(decided)
    | Decide::Undo { decided, .. }) = &args.action;
    let mut ledger = open(&decided.ledger)?;
    let action = match &args.action {
        Decide::Accept(_) => Action::Accept,
        Decide::Correct { correction, .. } => Action::Correct(Correction::parse(correction)?),
        Decide::Reject(_) => Action::Reject,
        Decide::Merge { other, .. } => Action::Merge(ledger.claim_id(other)?),
        Decide::Split { other, .. } => Action::Split(ledger.claim_id(other)?),
        Decide::Note(_) => Action::Note,
        Decide::Undo { decision, .. } => Action::Undo(*decision),
    };
    let claim = ledger.claim_id(&args.id)?;
    let now = jiff::Timestamp::now().to_string();
    let decision = ledger.decide(claim, &action, Decided { by: &decided.by, at: &now, why: &decided.why })?;
    print(&format!("decision {} about {claim}\n", decision.number))?;
    Ok(Outcome::Well)
}
