//! The named values of the schema.

use riwaya_reader::{Event, Stance};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

fn named<'a>(names: impl Iterator<Item = &'a str>) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).build().into()
}

/// One of the 21 events.
#[derive(Clone, Copy, Debug)]
pub struct EventName;

impl PartialSchema for EventName {
    fn schema() -> RefOr<Schema> {
        named(Event::ALL.iter().map(|e| e.as_str()))
    }
}

impl ToSchema for EventName {}

/// How a source holds a claim.
#[derive(Clone, Copy, Debug)]
pub struct StanceName;

impl PartialSchema for StanceName {
    fn schema() -> RefOr<Schema> {
        named(Stance::ALL.iter().map(|s| s.as_str()))
    }
}

impl ToSchema for StanceName {}
