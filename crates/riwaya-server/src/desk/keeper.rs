//! The threads behind the desk: one writes, one keeps the account up to date.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use riwaya_ledger::{Action, ClaimId, Decision, Entry, Ledger, LedgerError, Taken};
use tokio::sync::{mpsc, oneshot};

use super::{By, Desk, Snapshot};

/// What the writer is to do.
#[derive(Debug)]
pub(super) enum Job {
    /// Append a decision.
    Decide { claim: ClaimId, action: Action, decided: By, reply: oneshot::Sender<Result<Decision, LedgerError>> },
    /// Take reports in, all or none.
    Take { entries: Vec<Entry>, reply: oneshot::Sender<Result<usize, LedgerError>> },
    /// End.
    Close,
}

/// How often the ledger is looked at for what other processes wrote.
const LOOK: Duration = Duration::from_millis(500);
/// The account is made anew at most for a third of the time, however often something comes in.
const REST: u32 = 2;

/// Starts both threads.
pub(super) fn start(
    desk: &Arc<Desk>,
    ledger: Ledger,
    inbox: mpsc::UnboundedReceiver<Job>,
) -> Result<Vec<JoinHandle<()>>, LedgerError> {
    let account = Ledger::open_existing(desk.pool.path())?;
    let closed = Arc::new(AtomicBool::new(false));
    let (writer, keeper) = (Arc::clone(desk), Arc::downgrade(desk));
    let (told, seen) = (Arc::clone(&closed), closed);
    let spawn = |name: &str, run: Box<dyn FnOnce() + Send>| {
        std::thread::Builder::new().name(name.to_owned()).spawn(run).map_err(|_| LedgerError::Stopped)
    };
    let write = move || {
        write(&writer, ledger, inbox);
        told.store(true, Ordering::SeqCst);
    };
    let keep = move || {
        let mut account = account;
        let mut rest = Instant::now();
        while !seen.load(Ordering::SeqCst) {
            std::thread::sleep(LOOK / 5);
            let Some(desk) = keeper.upgrade() else { return };
            if Instant::now() < rest {
                continue;
            }
            rest = Instant::now() + LOOK;
            if let Some(took) = keep_up(&desk, &mut account) {
                rest = Instant::now() + took * REST;
            }
        }
    };
    Ok(vec![spawn("riwaya-writer", Box::new(write))?, spawn("riwaya-account", Box::new(keep))?])
}

/// Makes the account anew where something came in; gives how long it took.
fn keep_up(desk: &Desk, ledger: &mut Ledger) -> Option<Duration> {
    // A ledger that cannot be read now may be readable the next time; what stands is still served.
    desk.catch_up(ledger).ok()?;
    if ledger.extent().ok()? == desk.snapshot().extent {
        return None;
    }
    let started = Instant::now();
    desk.replace(Snapshot::of(ledger).ok()?);
    Some(started.elapsed())
}

fn write(desk: &Desk, mut ledger: Ledger, mut inbox: mpsc::UnboundedReceiver<Job>) {
    while let Some(job) = inbox.blocking_recv() {
        match job {
            Job::Decide { claim, action, decided, reply } => {
                let answer = ledger.decide(claim, &action, decided.as_decided());
                if answer.is_ok() {
                    // What is read after the answer must show the decision; where this fails the next look does it.
                    let _ = desk.catch_up(&ledger);
                }
                // Who asked may have gone; what was decided stands.
                let _ = reply.send(answer);
            }
            Job::Take { entries, reply } => {
                let _ = reply.send(take(&mut ledger, &entries));
            }
            Job::Close => return,
        }
    }
}

fn take(ledger: &mut Ledger, entries: &[Entry]) -> Result<usize, LedgerError> {
    let mut batch = ledger.batch()?;
    let mut new = 0;
    for entry in entries {
        new += usize::from(batch.add(entry)? != Taken::Known);
    }
    batch.commit()?;
    Ok(new)
}
