//! The page: files that were built into the program, and the report file made of one of them.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::api::Problem;

/// A file of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asset {
    /// Its path, without the first slash.
    pub path: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// The beginning of its SHA-256, quoted.
    pub tag: &'static str,
    /// Its bytes, compressed with brotli.
    pub brotli: &'static [u8],
    /// Its bytes.
    pub plain: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// Where the report file's data go.
const PLACE: &str = "<script type=\"application/json\" id=\"riwaya-data\">";
/// The entry that becomes a report file.
const REPORT: &str = "report.html";

fn asset(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|a| a.path == path)
}

/// The page of which a report file is made; absent where none was built in.
pub(crate) fn report_page() -> Option<&'static str> {
    std::str::from_utf8(asset(REPORT)?.plain).ok()
}

/// Why there is no page.
pub(crate) const fn why_none() -> &'static str {
    WHY_NONE
}

/// A report page with its data filled in; absent where the page has no place for them.
pub(crate) fn filled(page: &str, data: &str) -> Option<String> {
    let at = page.find(PLACE)? + PLACE.len();
    let end = at + page[at..].find("</script>")?;
    Some([&page[..at], data, &page[end..]].concat())
}

/// JSON that can stand in a script element: nothing in it ends the element, opens another or breaks a line.
pub(crate) fn inlined(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// Gives a file of the page; every path without a file is the page itself, which shows what its address says.
pub(crate) async fn page(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this path takes another method");
        return ([(header::ALLOW, "GET, HEAD")], problem).into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let found = asset(path).filter(|a| a.path != REPORT).or_else(|| asset("index.html").filter(|_| !is_file));
    match found {
        Some(asset) => sent(asset, request.headers()),
        None if is_file => Problem::new(StatusCode::NOT_FOUND, "there is no such file").into_response(),
        None => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{WHY_NONE}\n")).into_response(),
    }
}

fn sent(asset: &Asset, asked: &HeaderMap) -> Response {
    let names = |name: header::HeaderName, wanted: &str| {
        let value = asked.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        value.split(',').any(|part| part.split(';').next().is_some_and(|p| p.trim() == wanted))
    };
    let tag = HeaderValue::from_static(asset.tag);
    // What lies under `assets` bears a hash in its name and never changes.
    let lasting = asset.path.starts_with("assets/");
    let keep = if lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::ETAG, tag),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if names(header::IF_NONE_MATCH, asset.tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind))];
    if names(header::ACCEPT_ENCODING, "br") && asset.brotli.len() < asset.plain.len() {
        let encoding = [(header::CONTENT_ENCODING, HeaderValue::from_static("br"))];
        return (headers, kind, encoding, asset.brotli).into_response();
    }
    (headers, kind, asset.plain).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_ends_their_element() {
        let page = format!("<p>{PLACE}{{}}</script><script>run()</script>");
        let hostile = inlined("\"</script><script>alert(1)</script>&\u{2028}\"");
        let filled = filled(&page, &hostile).unwrap();
        assert_eq!(filled.matches("<script").count(), 2);
        assert!(filled.starts_with("<p>") && filled.ends_with("</script><script>run()</script>"));
        let data = &filled[filled.find(PLACE).unwrap() + PLACE.len()..filled.find("</script>").unwrap()];
        let read: String = serde_json::from_str(data).unwrap();
        assert_eq!(read, "</script><script>alert(1)</script>&\u{2028}");
    }

    #[test]
    fn a_page_without_a_place_is_not_filled() {
        assert_eq!(filled("<p>", "{}"), None);
    }
}
