//! The threads behind the desk: one writes, one keeps the account up to date.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use riwaya_ledger::{Action, ClaimId, Decision, Entry, Ledger, LedgerError, Taken, Unmade};
use tokio::sync::{mpsc, oneshot};

use super::{By, Desk};

/// What the writer is to do.
#[derive(Debug)]
pub(super) enum Job {
    /// Append a decision.
    Decide(Deciding),
    /// Take reports in, all or none.
    Take { entries: Vec<Entry>, reply: oneshot::Sender<Result<usize, LedgerError>> },
    /// End.
    Close,
}

/// A decision on its way to the disk.
#[derive(Debug)]
pub(super) struct Deciding {
    pub claim: ClaimId,
    pub action: Action,
    pub decided: By,
    pub reply: oneshot::Sender<Result<Decision, LedgerError>>,
}

/// How often the ledger is looked at for what other processes wrote.
pub(super) const LOOK: Duration = Duration::from_millis(500);
/// The account is made anew at most for a third of the time, however often something comes in.
const REST: u32 = 2;
/// Documents that are reconciled while nobody can decide.
const SLICE: u32 = 1;
/// What was written is moved into the file when nothing came in for so long: the disk is then nobody else's.
const QUIET: Duration = Duration::from_secs(3);
/// However much comes in, it is moved after so long.
const SETTLE: Duration = Duration::from_secs(60);
/// Times that something may come in while the account is looked at, before it is left for later.
const TRIES: usize = 16;

/// Starts both threads.
pub(super) fn start(
    desk: &Arc<Desk>,
    ledger: Ledger,
    inbox: mpsc::Receiver<Job>,
) -> Result<Vec<JoinHandle<()>>, LedgerError> {
    let (account, ledger) = (Ledger::open_existing(desk.pool.path())?.unsettled()?, ledger.unsettled()?);
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
        let mut account = Account { ledger: account, settled: Instant::now(), written: None };
        let mut rest = Instant::now();
        while !seen.load(Ordering::SeqCst) {
            std::thread::sleep(LOOK / 5);
            let Some(desk) = keeper.upgrade() else { return };
            if Instant::now() < rest {
                continue;
            }
            rest = Instant::now() + LOOK;
            account.settle();
            if let Some(took) = keep_up(&desk, &mut account) {
                rest = Instant::now() + took * REST;
            }
        }
    };
    Ok(vec![spawn("riwaya-writer", Box::new(write))?, spawn("riwaya-account", Box::new(keep))?])
}

/// The ledger as the account is made of it.
struct Account {
    ledger: Ledger,
    /// When what was written was last moved into the file.
    settled: Instant,
    /// When something last came in, where it was not moved since.
    written: Option<Instant>,
}

impl Account {
    fn settle(&mut self) {
        let is_quiet = self.written.is_some_and(|written| written.elapsed() > QUIET);
        if is_quiet || self.settled.elapsed() > SETTLE {
            // Where there is no room now there may be the next time; what was written stands in the log of writes.
            let _ = self.ledger.settle();
            (self.settled, self.written) = (Instant::now(), None);
        }
    }
}

/// Works in what came in; gives how long it took.
fn keep_up(desk: &Desk, account: &mut Account) -> Option<Duration> {
    // A ledger that cannot be read now may be readable the next time; what stands is still served.
    desk.catch_up(&account.ledger).ok()?;
    let before = desk.snapshot();
    let started = Instant::now();
    for _ in 0..TRIES {
        let extent = account.ledger.extent().ok().filter(|extent| *extent != before.extent)?;
        account.written = Some(Instant::now());
        reconcile(desk, account)?;
        let ledger = &mut account.ledger;
        match before.renewed(ledger, extent) {
            Err(LedgerError::Unreconciled) => continue,
            snapshot => {
                let snapshot = snapshot.ok()?;
                // By a connection that only asks: one that may write would work in all that came in meanwhile first.
                if let Ok(mut asked) = desk.pool.take() {
                    snapshot.prepare(desk, &before, &mut asked);
                    desk.pool.give_back(asked);
                }
                desk.replace(snapshot);
                return Some(started.elapsed());
            }
        }
    }
    Some(started.elapsed())
}

/// Reconciles what came in, some documents at a time: whoever decides meanwhile waits for one such part at most, and
/// half of the time is left to others. Truces are made while others write. Nothing where the desk is closed before it is
/// done: it is then done the next time that the ledger is opened.
fn reconcile(desk: &Desk, account: &mut Account) -> Option<()> {
    loop {
        let started = Instant::now();
        let unmade = desk.write(|| account.ledger.reconcile_some(SLICE)).ok()?;
        let took = started.elapsed();
        match unmade {
            Unmade::Nothing => return Some(()),
            Unmade::Documents => {}
            Unmade::Truces => {
                let truces = account.ledger.truces_anew().ok()?;
                // Where reports told otherwise meanwhile they are made again.
                desk.write(|| account.ledger.keep_truces(&truces)).ok()?;
            }
        }
        if desk.is_closing() {
            return None;
        }
        account.settle();
        std::thread::sleep(took);
    }
}

/// Decisions that wait for the disk together at most.
const TOGETHER: usize = 64;

fn write(desk: &Desk, mut ledger: Ledger, mut inbox: mpsc::Receiver<Job>) {
    let mut waiting: VecDeque<Job> = VecDeque::new();
    loop {
        let Some(job) = waiting.pop_front().or_else(|| inbox.blocking_recv()) else { return };
        match job {
            Job::Decide(first) => {
                let mut all = vec![first];
                while all.len() < TOGETHER {
                    match waiting.pop_front().or_else(|| inbox.try_recv().ok()) {
                        Some(Job::Decide(next)) => all.push(next),
                        Some(other) => {
                            waiting.push_front(other);
                            break;
                        }
                        None => break,
                    }
                }
                decide(desk, &mut ledger, all);
            }
            Job::Take { entries, reply } => {
                let _ = reply.send(desk.write(|| take(&mut ledger, &entries)));
            }
            Job::Close => return,
        }
    }
}

/// Writes decisions in their order, and waits for the disk once.
fn decide(desk: &Desk, ledger: &mut Ledger, all: Vec<Deciding>) {
    let asked: Vec<_> = all.iter().map(|d| (d.claim, &d.action, d.decided.as_decided())).collect();
    let answers = desk.write(|| match ledger.decide_all(&asked) {
        Ok(answers) => answers,
        // Together they may fail for a reason that is one's alone: each is tried, and told its own.
        Err(_) => asked.iter().map(|(claim, action, decided)| ledger.decide(*claim, action, *decided)).collect(),
    });
    // What is read after the answer must show the decision; where this fails the next look does it.
    let _ = desk.catch_up(ledger);
    for (deciding, answer) in all.into_iter().zip(answers) {
        // Who asked may have gone; what was decided stands.
        let _ = deciding.reply.send(answer);
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
