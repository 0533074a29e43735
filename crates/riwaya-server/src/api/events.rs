//! What happens, as it happens: server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use futures_util::stream::{Stream, StreamExt};
use serde_json::json;
use tokio_stream::wrappers::BroadcastStream;

use super::asked::Asked;
use super::{Problem, Refusals, Shared};
use crate::desk::Event;
use crate::view::Decision;

/// How often a line is sent where nothing happens, so that nobody on the way ends the connection.
const SILENCE: Duration = Duration::from_secs(15);

/// Tells what happens: `decision` and `account`, each with how many decisions are not worked into the account yet, `read`, and `missed` where the listener was too slow and must look at
/// everything again.
#[utoipa::path(get, path = "/events", tag = "events",
    responses((status = 200, body = String, content_type = "text/event-stream"), Refusals))]
pub(super) async fn events(
    State(desk): Shared,
    Asked(()): Asked<()>,
) -> Result<Sse<impl Stream<Item = Result<Sent, Infallible>>>, Problem> {
    let closed = desk.closed();
    let told = BroadcastStream::new(desk.listen()).map(move |event| {
        let waiting = desk.waiting();
        let (name, data) = match event {
            Ok(Event::Decided(decision)) => {
                ("decision", json!({ "decision": Decision::new(&decision, false), "waiting": waiting }))
            }
            Ok(Event::Read(state)) => ("read", json!(state)),
            Ok(Event::Account(extent)) => ("account", json!({ "stamp": extent.to_string(), "waiting": waiting })),
            Err(_) => ("missed", json!({})),
        };
        Ok(Sent::default().event(name).data(data.to_string()))
    });
    let told = told.take_until(closed);
    // Something is sent at once, so that whoever listens knows that it does.
    let begun = futures_util::stream::once(async { Ok(Sent::default().comment("listening")) });
    Ok(Sse::new(begun.chain(told)).keep_alive(KeepAlive::new().interval(SILENCE)))
}
