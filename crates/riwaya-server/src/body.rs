//! Bodies of requests, with faults told as problems.

use axum::body::{Body as Stream, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use serde::de::DeserializeOwned;

use crate::api::Problem;

/// Bytes of a JSON body.
const JSON: usize = 64 << 10;
/// Bytes of reports that are sent in together.
pub(crate) const REPORTS: usize = 64 << 20;

/// A JSON body.
#[derive(Debug)]
pub(crate) struct Body<T>(pub T);

/// A body as it comes.
#[derive(Debug)]
pub(crate) struct Raw(pub Vec<u8>);

async fn read(stream: Stream, most: usize) -> Result<Vec<u8>, Problem> {
    let too_long = || Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("a body may have {most} bytes here"));
    to_bytes(stream, most).await.map(Vec::from).map_err(|_| too_long())
}

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if kind != "application/json" {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body must be application/json"));
        }
        let bytes = read(request.into_body(), JSON).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(|e| Problem::parameter("body", e))
    }
}

impl<S: Sync> FromRequest<S> for Raw {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        read(request.into_body(), REPORTS).await.map(Self)
    }
}
