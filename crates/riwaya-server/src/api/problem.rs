//! What went wrong, as programs get it: RFC 9457.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use riwaya_ledger::LedgerError;
use serde::Serialize;
use utoipa::ToSchema;

/// Seconds after which whoever was refused for want of time may ask again.
const SOON: &str = "1";

/// Why a request was not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// The kind of problem.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The same in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What was wrong with this request.
    pub detail: String,
}

impl Problem {
    /// A problem of a status.
    #[must_use]
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error");
        Self { kind: "about:blank", title, status: status.as_u16(), detail: detail.into() }
    }

    /// A parameter that is not as it should be.
    #[must_use]
    pub fn parameter(name: &str, why: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::BAD_REQUEST, format!("{name}: {why}"))
    }

    /// Something that is not there.
    #[must_use]
    pub fn missing(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("`{what}` is in no report of the ledger"))
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        let status = match &error {
            LedgerError::Unknown(_) => StatusCode::NOT_FOUND,
            LedgerError::Ambiguous(_) | LedgerError::Correction(_) | LedgerError::Undated(_) => StatusCode::BAD_REQUEST,
            LedgerError::OneTelling | LedgerError::NotUndone(_) => StatusCode::CONFLICT,
            LedgerError::Awaited(_)
            | LedgerError::Busy(_)
            | LedgerError::Crowded
            | LedgerError::Stopped
            | LedgerError::Unreconciled => StatusCode::SERVICE_UNAVAILABLE,
            LedgerError::Full => StatusCode::INSUFFICIENT_STORAGE,
            LedgerError::Missing(_)
            | LedgerError::NotALedger(_)
            | LedgerError::Newer { .. }
            | LedgerError::Damaged(_)
            | LedgerError::Database(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.to_string())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let json = HeaderValue::from_static("application/problem+json");
        let mut response = (status, [(header::CONTENT_TYPE, json)], body).into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(SOON));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_refused_for_want_of_time_is_told_when_to_ask_again() {
        let told = |error: LedgerError| {
            let response = Problem::from(error).into_response();
            (response.status().as_u16(), response.headers().contains_key(header::RETRY_AFTER))
        };
        assert_eq!(told(LedgerError::Crowded), (503, true));
        assert_eq!(told(LedgerError::OneTelling), (409, false));
    }
}
