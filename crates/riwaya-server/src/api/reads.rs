//! Reports that are sent in to be read.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;

use super::asked::{Asked, FromGiven, Given};
use super::{Problem, Refusals, Shared};
use crate::body::Raw;
use crate::desk::{Incoming, ReadState};

/// What is known of a report that comes as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReadParams {
    /// The day of the report, or of all that bring none of their own.
    #[param(value_type = Option<String>, format = Date)]
    pub published: Option<Date>,
    /// Who published it.
    #[param(min_length = 1, max_length = 300)]
    pub outlet: Option<String>,
    /// The name of a plain text.
    #[param(min_length = 1, max_length = 300)]
    pub name: Option<String>,
}

impl FromGiven for ReadParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        Ok(Self { published: given.one("published")?, outlet: given.text("outlet")?, name: given.text("name")? })
    }
}

/// A line that holds a report.
#[derive(Debug, Deserialize)]
struct Line {
    id: Option<String>,
    text: String,
    published: Option<String>,
    outlet: Option<String>,
    title: Option<String>,
    url: Option<String>,
}

/// Readings at once.
const AT_ONCE: usize = 2;
/// Bytes that one report may have, as for `riwaya read`.
const LONGEST: usize = 12 << 20;

/// Lists readings since the desk was opened, the newest first.
#[utoipa::path(get, path = "/reads", tag = "reads", responses((status = 200, body = Vec<ReadState>), Refusals))]
pub(super) async fn reads(State(desk): Shared, Asked(()): Asked<()>) -> Result<Json<Vec<ReadState>>, Problem> {
    Ok(Json(desk.reads.all()))
}

/// Begins to read reports: JSON lines, or one plain text. Progress is told under `/events`.
#[utoipa::path(post, path = "/reads", tag = "reads",
    params(ReadParams, ("X-Riwaya" = String, Header, description = "Says that no other site sent it", pattern = "^1$")),
    request_body(content((String = "application/x-ndjson"), (String = "text/plain"))),
    responses((status = 202, body = ReadState), Refusals,
        (status = 413, description = "It is too long", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "It is neither", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Other reports are being read", body = Problem, content_type = "application/problem+json")))]
pub(super) async fn read(
    State(desk): Shared,
    Asked(asked): Asked<ReadParams>,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Result<Response, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let text = String::from_utf8(body).map_err(|_| Problem::parameter("body", "is not UTF-8"))?;
    let reports = match kind.as_str() {
        "text/plain" => vec![plain(text, asked)?],
        "application/x-ndjson" => lines(&text, &asked)?,
        _ => {
            let why = "reports come as application/x-ndjson or text/plain";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
        }
    };
    if desk.reads.under_way() >= AT_ONCE {
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "other reports are being read; try again later"));
    }
    Ok((StatusCode::ACCEPTED, Json(desk.read(reports))).into_response())
}

fn plain(text: String, asked: ReadParams) -> Result<Incoming, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::parameter("body", "holds no text"));
    }
    if text.len() > LONGEST {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "a report may have 12 MiB"));
    }
    Ok(Incoming {
        name: asked.name.unwrap_or_else(|| "sent in".to_owned()),
        text,
        published: asked.published,
        outlet: asked.outlet,
        title: None,
        url: None,
    })
}

fn lines(text: &str, asked: &ReadParams) -> Result<Vec<Incoming>, Problem> {
    let mut reports = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, l)| !l.trim().is_empty()) {
        let line: Line =
            serde_json::from_str(line).map_err(|e| Problem::parameter("body", format!("line {number}: {e}")))?;
        if line.text.len() > LONGEST {
            let why = format!("line {number}: a report may have 12 MiB");
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, why));
        }
        let wrong = |e: jiff::Error| Problem::parameter("body", format!("line {number}: published: {e}"));
        let published = line.published.as_deref().map(str::parse).transpose().map_err(wrong)?;
        reports.push(Incoming {
            name: line.id.unwrap_or_else(|| format!("sent in:{number}")),
            text: line.text,
            published: published.or(asked.published),
            outlet: line.outlet.or_else(|| asked.outlet.clone()),
            title: line.title,
            url: line.url,
        });
    }
    if reports.is_empty() { Err(Problem::parameter("body", "holds no report")) } else { Ok(reports) }
}
