//! The server: routes, guard, page, and a quiet end.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::serve::ListenerExt as _;
use riwaya_ledger::LedgerError;
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::api::{self, Problem};
use crate::desk::Desk;
use crate::guard::{self, Guard};
use crate::page;

/// How the desk is served.
#[derive(Clone, Debug)]
pub struct Options {
    /// The ledger.
    pub ledger: PathBuf,
    /// The address to listen on; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// The token that must be shown; on an address that other machines reach, one is made where none is given.
    pub token: Option<String>,
    /// Further names under which the server may be asked.
    pub hosts: Vec<String>,
}

/// Why the desk is not served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The ledger cannot be used.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The token is too easy to guess.
    #[error("a token has 16 to 200 letters, digits, `-`, `_`, `.` or `~`")]
    Token,
    /// Anything else that the system would not do.
    #[error("the server ended: {0}")]
    System(#[from] io::Error),
}

/// What to tell whoever started the server, once it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listening {
    /// The address.
    pub address: SocketAddr,
    /// The token that was made, where one was.
    pub made: Option<String>,
    /// Why there is no page, where there is none.
    pub no_page: Option<&'static str>,
}

/// How long a request may take.
const LONGEST: Duration = Duration::from_secs(30);
/// How long requests under way may go on once the end was asked for.
const LAST: Duration = Duration::from_secs(10);

/// Comes to its end when the program is asked to end: Ctrl-C, or a service manager's signal.
pub async fn asked_to_end() {
    let interrupt = async {
        // Where the signal cannot be waited for, the program ends as the system has it.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// Serves the desk until `end` comes. `told` is called once it answers.
///
/// # Errors
/// When the ledger cannot be read, the address cannot be listened on, or the token is none.
pub fn serve(
    options: &Options,
    end: impl Future<Output = ()> + Send + 'static,
    told: impl FnOnce(Listening),
) -> Result<(), ServeError> {
    let (token, made) = token(options)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let wrong = |e| ServeError::Listen(options.listen, e);
    let listener = runtime.block_on(tokio::net::TcpListener::bind(options.listen)).map_err(wrong)?;
    let address = listener.local_addr()?;
    let desk = Desk::open(&options.ledger)?;
    let guard = Guard { listen: address, token, hosts: options.hosts.clone() };
    let app = app(&desk, guard);
    runtime.spawn(ask_first(api::router(&desk)));
    told(Listening { address, made, no_page: page::report_page().is_none().then(page::why_none) });
    let hushed = Arc::clone(&desk);
    let ended = runtime.block_on(async move {
        let (begin, begun) = tokio::sync::oneshot::channel::<()>();
        let stop = async move {
            end.await;
            hushed.hush();
            // Whoever waits for the last requests is gone when the server has ended.
            let _ = begin.send(());
        };
        // The end of an answer does not wait until what came before it was acknowledged; where it must, it is only later.
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        let server = axum::serve(listener, app).with_graceful_shutdown(stop);
        let too_late = async {
            let _ = begun.await;
            tokio::time::sleep(LAST).await;
        };
        tokio::select! {
            ended = server => ended,
            () = too_late => Ok(()),
        }
    });
    desk.close();
    runtime.shutdown_timeout(LAST);
    Ok(ended?)
}

/// Everything that is answered, behind the guard.
pub(crate) fn app(desk: &Arc<Desk>, guard: Guard) -> Router {
    let guard = Arc::new(guard);
    let login = Router::new().route("/login", get(guard::login).post(guard::logged_in)).with_state(Arc::clone(&guard));
    Router::new()
        .nest("/api/v1", api::router(desk))
        // The page answers every other path: what asks for an interface that is not there would take it for the answer.
        .route("/api", any(api::nothing))
        .route("/api/{*rest}", any(api::nothing))
        .merge(login)
        .fallback(page::page)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
        .layer(CatchPanicLayer::custom(failed))
        .layer(axum::middleware::from_fn_with_state(guard, guard::watch))
}

/// What the page asks for first, whichever view is opened, in its own words: an answer under others would be made in vain. The
/// last is for no view: it has read what any filter reads before somebody chooses one.
const FIRST: [&str; 12] = [
    "/meta",
    "/overview",
    "/tolls?course=true&limit=40",
    "/contests?order=newest&limit=20",
    "/truces?limit=5",
    "/map",
    "/review/queue?limit=25",
    "/reports",
    "/sources?limit=300",
    "/sources/network",
    "/suggest?q=%D8%A7",
    "/overview?confidence=0.01",
];

/// Asks for it, so that it is there when the page does.
async fn ask_first(api: Router) {
    for path in FIRST {
        let Ok(request) = Request::get(path).body(Body::empty()) else { continue };
        // Whether it was answered is told to whoever asks next.
        let _ = api.clone().oneshot(request).await;
    }
}

/// A fault of ours: told without its inside.
fn failed(_: Box<dyn std::any::Any + Send>) -> Response {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "this is a defect of riwaya").into_response()
}

/// The token to be shown, and whether it was made here.
fn token(options: &Options) -> Result<(Option<String>, Option<String>), ServeError> {
    match &options.token {
        Some(token) => {
            let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
            let fits = (16..=200).contains(&token.len()) && token.bytes().all(is_plain);
            if fits { Ok((Some(token.clone()), None)) } else { Err(ServeError::Token) }
        }
        None if options.listen.ip().is_loopback() => Ok((None, None)),
        None => {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).map_err(|e| io::Error::other(e.to_string()))?;
            let token: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
            Ok((Some(token.clone()), Some(token)))
        }
    }
}
