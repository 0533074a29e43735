//! Many reports at once, their outcomes in the order of the input, in bounded memory.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// How many bytes of input may be under way at once, unless a single report is longer.
const UNDER_WAY: usize = 1 << 20;

/// Takes work with its size in bytes; answers whether more is wanted.
pub type Feed<'f, I> = dyn FnMut(I, usize) -> ControlFlow<()> + 'f;

/// Runs `feed`, gives what it yields to `jobs` workers, and gives the outcomes to `write` in the order of the input.
///
/// Each worker has a state of its own from `worker`. Input under way is held to a MiB (or one piece that is
/// longer), counted until its outcome is written, so memory does not grow with the length of the input.
///
/// # Errors
/// The first error of `write`; what is under way is then dropped.
pub fn ordered<I: Send, O: Send, W: FnMut(I) -> O>(
    jobs: usize,
    feed: impl FnOnce(&mut Feed<'_, I>) + Send,
    worker: impl Fn() -> W + Sync,
    mut write: impl FnMut(O) -> io::Result<()>,
) -> io::Result<()> {
    if jobs <= 1 {
        return one_by_one(feed, worker(), write);
    }
    let (work, todo) = channel::<(u64, usize, I)>();
    let (todo, gate) = (Mutex::new(todo), Gate::default());
    let (todo, gate, worker) = (&todo, &gate, &worker);
    thread::scope(|scope| {
        let (out, done) = channel::<(u64, usize, O)>();
        for _ in 0..jobs {
            let out = out.clone();
            scope.spawn(move || labour(todo, &out, worker()));
        }
        drop(out);
        scope.spawn(move || {
            let mut number = 0;
            feed(&mut |input, size| {
                gate.enter(size)?;
                number += 1;
                match work.send((number, size, input)) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            });
        });
        let outcome = in_order(&done, gate, &mut write);
        gate.close();
        outcome
    })
}

fn one_by_one<I, O>(
    feed: impl FnOnce(&mut Feed<'_, I>),
    mut work: impl FnMut(I) -> O,
    mut write: impl FnMut(O) -> io::Result<()>,
) -> io::Result<()> {
    let mut outcome = Ok(());
    feed(&mut |input, _| {
        outcome = write(work(input));
        if outcome.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    outcome
}

/// Takes work until there is none, or nobody wants its outcome.
fn labour<I, O>(todo: &Mutex<Receiver<(u64, usize, I)>>, out: &Sender<(u64, usize, O)>, mut work: impl FnMut(I) -> O) {
    loop {
        let next = todo.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, size, input)) = next else { return };
        if out.send((number, size, work(input))).is_err() {
            return;
        }
    }
}

fn in_order<O>(
    done: &Receiver<(u64, usize, O)>,
    gate: &Gate,
    write: &mut impl FnMut(O) -> io::Result<()>,
) -> io::Result<()> {
    let (mut next, mut early) = (1, BTreeMap::new());
    for (number, size, output) in done {
        early.insert(number, (size, output));
        while let Some((size, output)) = early.remove(&next) {
            write(output)?;
            gate.leave(size);
            next += 1;
        }
    }
    Ok(())
}

/// Lets input in while there is room for it.
#[derive(Default)]
struct Gate {
    room: Mutex<Room>,
    freed: Condvar,
}

#[derive(Default)]
struct Room {
    taken: usize,
    closed: bool,
}

impl Gate {
    /// Waits until `size` fits, or until nothing else is under way.
    fn enter(&self, size: usize) -> ControlFlow<()> {
        let room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |r: &mut Room| !r.closed && r.taken > 0 && r.taken + size > UNDER_WAY;
        let mut room = self.freed.wait_while(room, full).unwrap_or_else(PoisonError::into_inner);
        room.taken += size;
        if room.closed { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn leave(&self, size: usize) {
        self.room.lock().unwrap_or_else(PoisonError::into_inner).taken -= size;
        self.freed.notify_one();
    }

    fn close(&self) {
        self.room.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(jobs: usize, sizes: &[usize]) -> Vec<usize> {
        let mut out = Vec::new();
        let feed = |feed: &mut Feed<'_, usize>| {
            for size in sizes {
                assert_eq!(feed(*size, *size), ControlFlow::Continue(()));
            }
        };
        ordered(
            jobs,
            feed,
            || |n: usize| n * 2,
            |n| {
                out.push(n);
                Ok(())
            },
        )
        .unwrap();
        out
    }

    #[test]
    fn outcomes_come_in_the_order_of_the_input() {
        let sizes: Vec<usize> = (0..5_000).map(|n| n * 7919 % 10_007 * 900).collect();
        let expected: Vec<usize> = sizes.iter().map(|n| n * 2).collect();
        for jobs in [1, 2, 8] {
            assert_eq!(run(jobs, &sizes), expected, "{jobs} jobs");
        }
    }

    #[test]
    fn an_error_of_writing_ends_the_run() {
        for jobs in [1, 3] {
            let mut written = 0;
            let feed = |feed: &mut Feed<'_, u32>| {
                for n in 0_u32.. {
                    if feed(n, 1 << 20).is_break() {
                        return;
                    }
                }
            };
            let outcome = ordered(
                jobs,
                feed,
                || |n| n,
                |_| {
                    written += 1;
                    if written == 5 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
                },
            );
            assert_eq!(outcome.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        }
    }
}
