//! Answers that are written already.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use riwaya_ledger::{Ledger, LedgerError};
use serde::Serialize;

use super::Problem;
use crate::desk::{Desk, Snapshot};

/// JSON as it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Told(pub Bytes);

impl Told {
    /// What holds as long as the account does, as it was made first. `key` names what is asked for in full.
    pub(super) async fn of<T: Serialize>(
        desk: &Arc<Desk>,
        key: String,
        make: impl Fn(&Desk, &Snapshot, &mut Ledger) -> Result<T, LedgerError> + Send + Sync + 'static,
    ) -> Result<Self, Problem> {
        let written = move |desk: &Desk, snapshot: &Snapshot, ledger: &mut Ledger| {
            Ok(serde_json::to_vec(&make(desk, snapshot, ledger)?)?)
        };
        Ok(Self(desk.answer(key, written).await?))
    }
}

impl IntoResponse for Told {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/json")], self.0).into_response()
    }
}
