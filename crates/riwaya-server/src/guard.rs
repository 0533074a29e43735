//! Who may ask: the host that is named, the site that sends, the token that is shown; and what browsers are told.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use subtle::ConstantTimeEq;

use crate::api::Problem;
use crate::body::Raw;

/// Nothing is asked of any other place, nothing runs that does not come as a file of this server.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The name of the cookie that holds the token.
const COOKIE: &str = "riwaya";
/// The header that no other site can send without asking first.
const OWN: HeaderName = HeaderName::from_static("x-riwaya");

/// Who may ask.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The address that is listened on.
    pub listen: SocketAddr,
    /// The token that must be shown; none where only this machine can ask.
    pub token: Option<String>,
    /// Further names under which the server may be asked.
    pub hosts: Vec<String>,
}

impl Guard {
    /// Whether a `Host` names this server. A page of another site whose name is made to point here names itself.
    fn is_host(&self, named: &str) -> bool {
        let (host, port) = match named.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (named, None),
        };
        if port.is_some_and(|p| p.parse() != Ok(self.listen.port())) {
            return false;
        }
        let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
        match bare.parse::<IpAddr>() {
            // Where every address is listened on, any may be named: an address cannot be made to point elsewhere.
            Ok(address) => {
                address == self.listen.ip()
                    || self.listen.ip().is_unspecified()
                    || address.is_loopback() && self.listen.ip().is_loopback()
            }
            Err(_) => {
                let local = bare.eq_ignore_ascii_case("localhost");
                local && (self.listen.ip().is_loopback() || self.listen.ip().is_unspecified())
                    || self.hosts.iter().any(|h| h.eq_ignore_ascii_case(bare))
            }
        }
    }

    fn is_token(&self, shown: &str) -> bool {
        self.token.as_deref().is_none_or(|token| bool::from(token.as_bytes().ct_eq(shown.as_bytes())))
    }

    fn is_known(&self, headers: &HeaderMap) -> bool {
        if self.token.is_none() {
            return true;
        }
        let bearer = text(headers, &header::AUTHORIZATION).and_then(|v| v.strip_prefix("Bearer "));
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
        let cookie = cookies.filter_map(|c| c.trim().split_once('=')).find(|(name, _)| *name == COOKIE);
        bearer.or(cookie.map(|(_, value)| value)).is_some_and(|shown| self.is_token(shown))
    }

    /// Why a request that changes something is refused; none where a page of this server, or a program, sent it.
    fn refused(&self, headers: &HeaderMap) -> Option<&'static str> {
        if text(headers, &HeaderName::from_static("sec-fetch-site")).is_some_and(|s| s != "same-origin" && s != "none")
        {
            return Some("another site sent this");
        }
        let origin = text(headers, &header::ORIGIN);
        let host = origin.and_then(|o| o.strip_prefix("http://").or_else(|| o.strip_prefix("https://")));
        if origin.is_some() && !host.is_some_and(|h| self.is_host(h)) {
            return Some("another site sent this");
        }
        None
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|v| v.to_str().ok())
}

/// Lets through what may ask, and tells browsers what they may do with the answer.
pub(crate) async fn watch(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = match refusal(&guard, &request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

fn refusal(guard: &Guard, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let host = text(headers, &header::HOST).or_else(|| request.uri().host());
    if !host.is_some_and(|h| guard.is_host(h)) {
        let why = "this server is not asked under that name; start it with --host NAME to allow it";
        return Some(Problem::new(StatusCode::FORBIDDEN, why).into_response());
    }
    let path = request.uri().path();
    // No other method changes anything: whatever else comes is answered with what the path takes.
    let changes = request.method() == Method::POST;
    if changes && let Some(why) = guard.refused(headers) {
        return Some(Problem::new(StatusCode::FORBIDDEN, why).into_response());
    }
    if path == "/login" {
        return None;
    }
    if !guard.is_known(headers) {
        let problem = || Problem::new(StatusCode::UNAUTHORIZED, "show the token that the server was started with");
        let wants_page = !changes && !path.starts_with("/api/");
        let mut response = if wants_page { Redirect::to("/login").into_response() } else { problem().into_response() };
        if !wants_page {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        return Some(response);
    }
    // A form of another site cannot send this header, whatever a browser tells of where it comes from.
    if changes && text(headers, &OWN) != Some("1") {
        return Some(Problem::new(StatusCode::FORBIDDEN, "the header X-Riwaya: 1 is missing").into_response());
    }
    None
}

/// Where the token is asked for: it needs neither script nor style.
pub(crate) async fn login() -> Response {
    let page = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width\"><title>Riwaya</title>\
<form method=\"post\" action=\"/login\"><p><label>Token · <span lang=\"ar\" dir=\"rtl\">الرمز</span> \
<input name=\"token\" type=\"password\" autocomplete=\"current-password\" required autofocus></label> \
<button>Open · <span lang=\"ar\" dir=\"rtl\">فتح</span></button></form></html>\n";
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], page).into_response()
}

/// Takes the token and gives it back as a cookie that no script can read and no other site can send.
pub(crate) async fn logged_in(State(guard): State<Arc<Guard>>, Raw(body): Raw) -> Response {
    let given = form_urlencoded::parse(&body).find(|(name, _)| name == "token").map(|(_, token)| token.into_owned());
    let given = given.map(|token| token.trim().to_owned()).unwrap_or_default();
    if guard.token.is_none() || !guard.is_token(&given) {
        return Problem::new(StatusCode::UNAUTHORIZED, "this is not the token").into_response();
    }
    let cookie = format!("{COOKIE}={given}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000");
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, "/")]).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(listen: &str, hosts: &[&str]) -> Guard {
        let hosts = hosts.iter().map(|h| (*h).to_owned()).collect();
        Guard { listen: listen.parse().unwrap(), token: None, hosts }
    }

    #[test]
    fn only_names_that_cannot_be_made_to_point_here_are_hosts() {
        let cases = [
            ("127.0.0.1:7878", "127.0.0.1:7878", true),
            ("127.0.0.1:7878", "localhost:7878", true),
            ("127.0.0.1:7878", "LOCALHOST:7878", true),
            ("127.0.0.1:7878", "[::1]:7878", true),
            ("127.0.0.1:7878", "127.0.0.1", true),
            ("127.0.0.1:7878", "127.0.0.1:80", false),
            ("127.0.0.1:7878", "evil.example:7878", false),
            ("127.0.0.1:7878", "localhost.evil.example:7878", false),
            ("127.0.0.1:7878", "192.0.2.1:7878", false),
            ("127.0.0.1:7878", "", false),
            ("0.0.0.0:7878", "192.0.2.1:7878", true),
            ("0.0.0.0:7878", "desk.example:7878", true),
            ("0.0.0.0:7878", "evil.example:7878", false),
            ("192.0.2.1:7878", "192.0.2.1:7878", true),
            ("192.0.2.1:7878", "localhost:7878", false),
        ];
        let wrong: Vec<_> = cases
            .iter()
            .filter(|(listen, host, expected)| guard(listen, &["desk.example"]).is_host(host) != *expected)
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
