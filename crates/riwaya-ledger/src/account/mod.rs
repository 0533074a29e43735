//! What claims of many reports tell together.
mod origins;
pub use origins::{OriginId, Sketch, origins};
