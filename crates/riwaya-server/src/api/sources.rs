//! Who speaks, and who cites whom.

use std::collections::BTreeMap;

use axum::extract::State;
use riwaya_ledger::{Filter, Ledger, LedgerError};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Asked, FilterParams, PageParams};
use super::told::Told;
use super::{List, Problem, Refusals, Shared};
use crate::desk::Snapshot;
use crate::view::{Label, Source};

/// Who cites whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Network {
    /// Those who speak or are spoken through, the most frequent first.
    pub nodes: Vec<Node>,
    /// Whose words come through whom.
    pub links: Vec<Cites>,
}

/// Somebody who speaks or is spoken through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Node {
    /// What stands for them in every spelling.
    pub key: String,
    /// Arabic name, else the words of a report.
    pub ar: String,
    /// English name, where there is one.
    pub en: Option<String>,
    /// Claims of which they are the origin.
    pub claims: i64,
}

/// One who is cited by another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Cites {
    /// The key of the one who cites.
    pub from: String,
    /// The key of the one who is cited.
    pub to: String,
    /// Claims that come that way.
    pub claims: i64,
}

/// Sources of whom the network is drawn.
const MOST: usize = 200;

/// Lists sources, those of most claims first.
#[utoipa::path(get, path = "/sources", tag = "sources", params(FilterParams, PageParams),
    responses((status = 200, body = List<Source>), Refusals))]
pub(super) async fn sources(
    State(desk): Shared,
    Asked((filter, page)): Asked<(FilterParams, PageParams)>,
) -> Result<Told, Problem> {
    Told::of(&desk, format!("sources {filter:?} {page:?}"), move |_, snapshot, ledger| {
        let filter = filter.filter(ledger)?;
        let from = page.cursor.unwrap_or_default();
        let wanted = from.saturating_add(page.limit + 1);
        let mut items: Vec<Source> = sources_view(snapshot, ledger, &filter, wanted)?.into_iter().skip(from).collect();
        let more = items.len() > page.limit;
        items.truncate(page.limit);
        Ok(List { next: more.then(|| (from + items.len()).to_string()), items, total: None })
    })
    .await
}

pub(crate) fn sources_view(
    snapshot: &Snapshot,
    ledger: &mut Ledger,
    filter: &Filter,
    limit: usize,
) -> Result<Vec<Source>, LedgerError> {
    Ok(snapshot.sources(ledger, filter, limit)?.iter().map(Source::from).collect())
}

/// Gives who cites whom.
#[utoipa::path(get, path = "/sources/network", tag = "sources", params(FilterParams),
    responses((status = 200, body = Network), Refusals))]
pub(super) async fn network(State(desk): Shared, Asked(filter): Asked<FilterParams>) -> Result<Told, Problem> {
    Told::of(&desk, format!("network {filter:?}"), move |_, snapshot, ledger| {
        let filter = filter.filter(ledger)?;
        network_view(snapshot, ledger, &filter)
    })
    .await
}

pub(crate) fn network_view(snapshot: &Snapshot, ledger: &mut Ledger, filter: &Filter) -> Result<Network, LedgerError> {
    let sources = snapshot.sources(ledger, filter, MOST)?;
    let sources: Vec<Source> = sources.iter().map(Source::from).collect();
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    let node = |label: &Label, claims: i64| Node {
        key: label.key.clone(),
        ar: label.ar.clone(),
        en: label.en.clone(),
        claims,
    };
    let mut links = Vec::new();
    for source in &sources {
        let Some(origin) = &source.source else { continue };
        nodes.entry(origin.key.clone()).or_insert_with(|| node(origin, 0)).claims = source.claims;
        for channel in &source.through {
            let Some(through) = &channel.source else { continue };
            nodes.entry(through.key.clone()).or_insert_with(|| node(through, 0));
            links.push(Cites { from: through.key.clone(), to: origin.key.clone(), claims: channel.claims });
        }
    }
    links.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to))));
    let mut nodes: Vec<Node> = nodes.into_values().collect();
    nodes.sort_by(|a, b| b.claims.cmp(&a.claims).then_with(|| a.key.cmp(&b.key)));
    Ok(Network { nodes, links })
}
