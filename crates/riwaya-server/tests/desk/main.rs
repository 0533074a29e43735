//! The desk as others ask it: over HTTP, on a port of its own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on")]

mod api;
mod filtered;
mod guard;
mod review;
mod running;
