//! The report: the page with what the ledger holds in one file.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use riwaya_ledger::account::Truce;
use riwaya_ledger::{DocId, LedgerError, Order, Page};
use serde::Serialize;

use crate::api::{self, DeskClaim, FilterParams, MapView, Meta, Network, Overview, ReportView, TruceWhole, desk_claim};
use crate::desk::{Desk, Sheets};
use crate::page;
use crate::view::{self, Source, View};

/// What a report file holds: the same shapes as the answers of the server.
#[derive(Clone, Debug, Serialize)]
pub struct Data {
    /// The words of the interface.
    pub meta: Meta,
    /// The language to begin with: `ar` or `en`.
    pub lang: String,
    /// When it was written (RFC 3339).
    pub written: String,
    /// The whole at a glance.
    pub overview: Overview,
    /// Incidents, the newest first.
    pub incidents: Vec<view::Incident>,
    /// Contests, the newest first.
    pub contests: Vec<view::Contest>,
    /// Series of counts.
    pub tolls: Vec<view::TollSeries>,
    /// Truces, the newest first, each as last told.
    pub truces: Vec<TruceWhole>,
    /// Incidents with their positions.
    pub map: MapView,
    /// Who speaks.
    pub sources: Vec<Source>,
    /// Who cites whom.
    pub network: Network,
    /// Claims.
    pub claims: Vec<DeskClaim>,
    /// Reports with their texts.
    pub reports: Vec<ReportView>,
}

/// Why no report was written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The page was not built into the program.
    #[error("no report was written: {0}")]
    NoPage(&'static str),
    /// The page has no place for the data.
    #[error("no report was written: the page that was built into this program has no place for its data")]
    NoPlace,
    /// The ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The file cannot be written.
    #[error("cannot write {0}: {1}")]
    Write(String, #[source] std::io::Error),
}

/// Sources that are listed.
const SOURCES: usize = 500;

/// What a report file about the claims asked for holds.
///
/// # Errors
/// When the ledger cannot be read, or holds nobody and no place of a name asked for.
pub fn data(ledger: &Path, asked: &FilterParams, lang: &str) -> Result<Data, LedgerError> {
    let desk = Desk::open(ledger)?;
    let data = made(&desk, ledger, asked, lang);
    desk.close();
    data
}

fn made(desk: &Desk, path: &Path, asked: &FilterParams, lang: &str) -> Result<Data, LedgerError> {
    let mut ledger = riwaya_ledger::Ledger::open_to_ask(path)?;
    let ledger = &mut ledger;
    let snapshot = desk.snapshot();
    let filter = asked.filter(ledger)?;
    let overview = api::overview_view(desk, ledger, &filter, None)?;
    let map = api::map_view(&snapshot, ledger, &filter)?;
    let sources = api::sources_view(&snapshot, ledger, &filter, SOURCES)?;
    let network = api::network_view(&snapshot, ledger, &filter)?;
    let newest = Page { order: Order::Newest, ..Page::default() };
    let incidents = ledger.incidents(&filter, &newest)?;
    let contests = ledger.contests(&filter, &newest)?;
    let truces = ledger.truces(&filter, &newest)?;
    let tolls = ledger.toll_series(&filter, &Page { order: Order::Weight, ..Page::default() })?;
    let mut found = Vec::new();
    ledger.each_claim(&filter, |claim| {
        found.push(claim.claim.id);
        std::ops::ControlFlow::Continue(())
    })?;
    let sheets = Sheets::new(desk, ledger);
    let documents: BTreeSet<DocId> = found.iter().map(|c| c.doc).collect();
    let claims = found.into_iter().filter_map(|id| desk_claim(desk, &sheets, id).transpose());
    let claims = claims.collect::<Result<_, _>>()?;
    let reports = documents.into_iter().map(|doc| api::report_view(desk, &sheets, doc));
    let mut reports = reports.collect::<Result<Vec<_>, _>>()?;
    reports.sort_by(|a, b| (&a.brief.published, &a.brief.document).cmp(&(&b.brief.published, &b.brief.document)));
    let view = View::quoting(&incidents.account, &sheets);
    let incidents = incidents.found.iter().map(|i| view.incident(i)).collect();
    let view = View::quoting(&contests.account, &sheets);
    let contests: Vec<view::Contest> = contests.found.iter().map(|c| view.contest(c)).collect();
    let view = View::quoting(&tolls.account, &sheets);
    let tolls = tolls.found.iter().map(|t| view.toll(t)).collect();
    let view = View::quoting(&truces.account, &sheets);
    let of_truce = |truce: &Truce| {
        let id = truce.id.0.to_string();
        contests.iter().filter(|c| c.matter != "incident" && c.about == id).cloned().collect()
    };
    let truces = truces.found.iter().map(|t| api::truce_whole((&view, &sheets), (t, of_truce(t)), None));
    let truces = truces.collect::<Result<_, _>>()?;
    Ok(Data {
        meta: api::meta_view(false, overview.sides.clone(), overview.stats.last.clone()),
        lang: lang.to_owned(),
        written: jiff::Timestamp::now().to_string(),
        overview,
        incidents,
        contests,
        tolls,
        truces,
        map,
        sources,
        network,
        claims,
        reports,
    })
}

/// Writes a report file. It is there whole, or as it was before.
///
/// # Errors
/// When no page was built into the program, the ledger cannot be read, or the file cannot be written.
pub fn write(ledger: &Path, asked: &FilterParams, lang: &str, out: &Path) -> Result<u64, ReportError> {
    let page = page::report_page().ok_or(ReportError::NoPage(page::why_none()))?;
    let data = data(ledger, asked, lang)?;
    let wrong = |e: std::io::Error| ReportError::Write(out.display().to_string(), e);
    let json = serde_json::to_string(&data).map_err(|e| wrong(e.into()))?;
    let whole = page::filled(page, &page::inlined(&json)).ok_or(ReportError::NoPlace)?;
    let folder = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(wrong)?;
    file.write_all(whole.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(wrong)?;
    open_to_all(file.as_file()).map_err(wrong)?;
    file.persist(out).map_err(|e| wrong(e.error))?;
    Ok(whole.len() as u64)
}

/// A temporary file is its owner's alone; a report is as any file that is written.
#[cfg(unix)]
fn open_to_all(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_all(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
