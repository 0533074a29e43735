//! Which read claim stands for which expected one.

use crate::claim::{Claim, Extent};
use crate::likeness::same;

fn overlap(a: Extent, b: Extent) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Whether two chains name the same sources in the same order.
#[must_use]
pub fn same_chain(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| same(x, y))
}

/// How many of `gold` find a partner of their own in `pred`, first come first served.
pub(crate) fn matches<T>(gold: &[T], pred: &[T], eq: impl Fn(&T, &T) -> bool) -> usize {
    let mut left: Vec<&T> = pred.iter().collect();
    gold.iter().filter(|g| left.iter().position(|p| eq(g, p)).map(|k| left.remove(k)).is_some()).count()
}

/// Whether two lists of names name the same ones, in any order.
#[must_use]
pub fn same_bag(gold: &[String], pred: &[String]) -> bool {
    gold.len() == pred.len() && matches(gold, pred, |a, b| same(a, b)) == gold.len()
}

/// One-to-one pairs (gold, pred) of claims on the same words, the best first.
///
/// Two claims may pair where their triggers share a letter, or where each trigger lies in the other's clause and the
/// events agree. The same event weighs most, then trigger and chain, then stance, then how far the clauses agree.
#[must_use]
pub fn pair(gold: &[Claim], pred: &[Claim]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in pred.iter().enumerate() {
            if let Some(weight) = weight(g, p) {
                candidates.push((weight, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut gold_taken, mut pred_taken) = (vec![false; gold.len()], vec![false; pred.len()]);
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !gold_taken[i] && !pred_taken[j] {
            gold_taken[i] = true;
            pred_taken[j] = true;
            pairs.push((i, j));
        }
    }
    pairs
}

#[expect(clippy::cast_precision_loss, reason = "code points of a report are far below 2^53")]
fn weight(g: &Claim, p: &Claim) -> Option<f64> {
    let trigger = overlap(g.trigger, p.trigger) > 0;
    let across = overlap(g.trigger, p.extent) > 0 && overlap(p.trigger, g.extent) > 0;
    let event = g.event == p.event;
    if !(trigger || (across && event)) {
        return None;
    }
    let whole = 4 * u32::from(event)
        + 2 * u32::from(trigger)
        + 2 * u32::from(same_chain(&g.chain, &p.chain))
        + u32::from(g.stance == p.stance);
    let shared = overlap(g.extent, p.extent);
    let both = (g.extent.1 - g.extent.0) + p.extent.1.saturating_sub(p.extent.0) - shared;
    Some(f64::from(whole) + shared as f64 / both.max(1) as f64)
}
