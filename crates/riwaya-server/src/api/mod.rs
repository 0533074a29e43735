//! The interface over HTTP: every answer is JSON of the shapes in [`crate::view`].

mod account;
mod asked;
mod claims;
mod decisions;
mod events;
mod ids;
mod map;
mod meta;
pub(crate) mod overview;
mod problem;
mod reads;
mod reports;
mod review;
mod search;
mod sources;
mod timeline;
mod told;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::desk::Desk;

pub use account::{IncidentWhole, TruceWhole};
pub use asked::{FilterParams, Order, PageParams};
pub use claims::{DeskClaim, desk_claim};
pub use map::{MapCells, MapPlace, MapView};
pub use meta::Meta;
pub use overview::Overview;
pub use problem::Problem;
pub use reports::{ReportView, report_view};
pub use sources::Network;

pub(crate) use account::truce_whole;
pub(crate) use map::map_view;
pub(crate) use meta::meta_view;
pub(crate) use overview::overview_view;
pub(crate) use sources::{network_view, sources_view};

/// The media type of problems.
const PROBLEM: &str = "application/problem+json";

/// The desk, as every handler gets it.
pub(crate) type Shared = State<Arc<Desk>>;

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct List<T> {
    /// This part.
    pub items: Vec<T>,
    /// What to give as `cursor` to get the next; absent at the end.
    pub next: Option<String>,
    /// How many there are in all, where it is known without counting them.
    pub total: Option<usize>,
}

/// The answers that any request may get besides its own.
pub(crate) struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let refusals = [
            ("400", "A parameter is wrong; the detail names it"),
            ("401", "The token is missing or wrong"),
            ("403", "The request came from another site, or names another host"),
            ("404", "It is not in the ledger"),
            (
                "503",
                "Too many ask at once, the answer took too long, or what was decided about it is not worked in yet: ask again after the seconds of `Retry-After`",
            ),
        ];
        let problem = || ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response = |why: &str| ResponseBuilder::new().description(why).content(PROBLEM, problem()).build();
        refusals.into_iter().map(|(status, why)| (status.to_owned(), response(why).into())).collect()
    }
}

/// Every route of the interface with its description.
fn described() -> OpenApiRouter<Arc<Desk>> {
    OpenApiRouter::new()
        .routes(routes!(overview::overview))
        .routes(routes!(map::map))
        .routes(routes!(account::incidents))
        .routes(routes!(account::incident))
        .routes(routes!(account::contests))
        .routes(routes!(account::tolls))
        .routes(routes!(account::toll))
        .routes(routes!(account::truces))
        .routes(routes!(account::truce))
        .routes(routes!(claims::claims))
        .routes(routes!(claims::claim))
        .routes(routes!(claims::history))
        .routes(routes!(reports::reports))
        .routes(routes!(reports::report))
        .routes(routes!(reports::explain))
        .routes(routes!(search::search))
        .routes(routes!(search::suggest))
        .routes(routes!(sources::sources))
        .routes(routes!(sources::network))
        .routes(routes!(review::queue))
        .routes(routes!(review::progress))
        .routes(routes!(decisions::decisions, decisions::decide))
        .routes(routes!(reads::reads, reads::read))
        .routes(routes!(events::events))
        .routes(routes!(meta::meta))
}

/// The description of the interface.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut api = OpenApiRouter::<Arc<Desk>>::new().nest("/api/v1", described()).into_openapi();
    api.info.title = "riwaya".to_owned();
    api.info.version = "1".to_owned();
    api.info.description = Some("The ledger of claims, as the desk asks it.".to_owned());
    api.info.license = None;
    api
}

/// The routes of the interface.
pub(crate) fn router(desk: &Arc<Desk>) -> Router {
    let (routes, _) = described().split_for_parts();
    let description = || async { axum::Json(openapi()) };
    let routes = routes.route("/openapi.json", axum::routing::get(description)).fallback(nothing);
    routes.method_not_allowed_fallback(not_allowed).with_state(Arc::clone(desk))
}

/// A path where nothing is.
pub(crate) async fn nothing() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "there is no such path; the interface is under /api/v1")
}

async fn not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this path takes another method")
}
