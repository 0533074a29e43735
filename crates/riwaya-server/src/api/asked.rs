//! Parameters of a request, read strictly: an unknown one, a second of what may stand once, or a value that is none is
//! refused by name.

use std::borrow::Cow;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::civil::Date;
use riwaya_ledger::{Cursor, Filter, Ledger, LedgerError, Page};
use riwaya_reader::{Event, Stance};

use super::problem::Problem;
use crate::view::{EventName, StanceName};

/// The parameters of a request, taken out one by one.
#[derive(Debug)]
pub struct Given<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Given<'a> {
    fn new(query: &'a str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).collect())
    }

    /// Every value of a name.
    ///
    /// # Errors
    /// Where one is no such value.
    pub fn many<T: FromStr<Err: std::fmt::Display>>(&mut self, name: &str) -> Result<Vec<T>, Problem> {
        let (own, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.0).into_iter().partition(|(key, _)| key == name);
        self.0 = rest;
        own.iter().map(|(_, value)| value.parse().map_err(|e| Problem::parameter(name, e))).collect()
    }

    /// The value of a name.
    ///
    /// # Errors
    /// Where it stands twice or is no such value.
    pub fn one<T: FromStr<Err: std::fmt::Display>>(&mut self, name: &str) -> Result<Option<T>, Problem> {
        let mut values = self.many(name)?;
        let value = values.pop();
        if values.is_empty() { Ok(value) } else { Err(Problem::parameter(name, "may stand once")) }
    }

    /// A text that is not empty.
    ///
    /// # Errors
    /// Where it stands twice or is none.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let value: Option<String> = self.one(name)?;
        match &value {
            Some(text) if text.is_empty() => Err(Problem::parameter(name, "is empty")),
            Some(text) if text.chars().count() > LONGEST => {
                Err(Problem::parameter(name, format!("is longer than {LONGEST} characters")))
            }
            _ => Ok(value),
        }
    }

    fn done(self) -> Result<(), Problem> {
        self.0.first().map_or(Ok(()), |(name, _)| Err(Problem::parameter(name, "there is no such parameter here")))
    }
}

/// Code points that a text may have.
const LONGEST: usize = 300;

/// Parameters that are read from a query.
pub trait FromGiven: Sized {
    /// Takes its own parameters out.
    ///
    /// # Errors
    /// Where one is wrong.
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem>;
}

/// The parameters of a request.
#[derive(Clone, Copy, Debug)]
pub struct Asked<T>(pub T);

impl<T: FromGiven, S: Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut given = Given::new(parts.uri.query().unwrap_or_default());
        let asked = T::from_given(&mut given)?;
        given.done()?;
        Ok(Self(asked))
    }
}

impl FromGiven for () {
    fn from_given(_: &mut Given<'_>) -> Result<Self, Problem> {
        Ok(())
    }
}

impl<A: FromGiven, B: FromGiven> FromGiven for (A, B) {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        Ok((A::from_given(given)?, B::from_given(given)?))
    }
}

/// Which claims are meant; what is absent asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FilterParams {
    /// On this day or later: the claim's own day, else that of publication.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// On this day or earlier.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// In this place or within it: a name in any spelling or language, or an id.
    #[param(min_length = 1, max_length = 300)]
    pub place: Option<String>,
    /// Done by or to them: a name, an id, a country with all that is its own, or `AM/MIL`.
    #[param(min_length = 1, max_length = 300)]
    pub party: Option<String>,
    /// Said by them, or through them.
    #[param(min_length = 1, max_length = 300)]
    pub source: Option<String>,
    /// Published by them.
    #[param(min_length = 1, max_length = 300)]
    pub outlet: Option<String>,
    /// Of this event; may stand more than once.
    #[param(value_type = Vec<EventName>, required = false, style = Form, explode = true)]
    pub event: Vec<Event>,
    /// Held in this way; may stand more than once.
    #[param(value_type = Vec<StanceName>, required = false, style = Form, explode = true)]
    pub stance: Vec<Stance>,
    /// As sure as this at least.
    #[param(minimum = 0, maximum = 1)]
    pub confidence: Option<f32>,
    /// From the day on which this truce begins, else was agreed: its id, or a claim about it.
    #[param(pattern = "^[0-9a-f]{12,64}-[0-9a-f]{8}$")]
    pub since_truce: Option<String>,
}

impl FromGiven for FilterParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        let confidence: Option<f32> = given.one("confidence")?;
        if confidence.is_some_and(|c| !(0.0..=1.0).contains(&c)) {
            return Err(Problem::parameter("confidence", "is not between 0 and 1"));
        }
        let since_truce = given.text("since_truce")?;
        if let Some(id) = &since_truce {
            super::ids::claim("since_truce", id)?;
        }
        Ok(Self {
            from: given.one("from")?,
            to: given.one("to")?,
            place: given.text("place")?,
            party: given.text("party")?,
            source: given.text("source")?,
            outlet: given.text("outlet")?,
            event: given.many("event")?,
            stance: given.many("stance")?,
            confidence,
            since_truce,
        })
    }
}

impl FilterParams {
    /// The filter; a truce stands for the days from its first.
    ///
    /// # Errors
    /// Where there is no such truce, or no report tells its day.
    pub fn filter(&self, ledger: &mut Ledger) -> Result<Filter, LedgerError> {
        let since = self.since_truce.as_deref().map(|id| {
            let claim = ledger.claim_id(id)?;
            let (truce, _) = ledger.truce(claim)?.ok_or_else(|| LedgerError::Unknown(id.to_owned()))?;
            truce.start.or(truce.agreed).ok_or_else(|| LedgerError::Undated(id.to_owned()))
        });
        Ok(Filter {
            from: self.from.max(since.transpose()?),
            to: self.to,
            place: self.place.clone(),
            party: self.party.clone(),
            source: self.source.clone(),
            outlet: self.outlet.clone(),
            events: self.event.clone(),
            stances: self.stance.clone(),
            confidence: self.confidence,
        })
    }
}

/// In which order a list goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, utoipa::ToSchema)]
#[schema(rename_all = "lowercase")]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// What most tell of first.
    Weight,
}

impl From<Order> for riwaya_ledger::Order {
    fn from(order: Order) -> Self {
        match order {
            Order::Newest => Self::Newest,
            Order::Oldest => Self::Oldest,
            Order::Weight => Self::Weight,
        }
    }
}

impl FromStr for Order {
    type Err = &'static str;

    fn from_str(written: &str) -> Result<Self, &'static str> {
        match written {
            "newest" => Ok(Self::Newest),
            "oldest" => Ok(Self::Oldest),
            "weight" => Ok(Self::Weight),
            _ => Err("is neither `newest` nor `oldest` nor `weight`"),
        }
    }
}

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// At most so many.
    #[param(required = false, minimum = 1, maximum = 500, default = 50)]
    pub limit: usize,
    /// The `next` of the answer before this one.
    #[param(value_type = Option<String>, pattern = "^[0-9]{1,9}$")]
    pub cursor: Option<usize>,
}

impl FromGiven for PageParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        let limit = given.one("limit")?.unwrap_or(50);
        if !(1..=500).contains(&limit) {
            return Err(Problem::parameter("limit", "is not between 1 and 500"));
        }
        let cursor: Option<String> = given.one("cursor")?;
        let is_number = |c: &String| (1..=9).contains(&c.len()) && c.bytes().all(|b| b.is_ascii_digit());
        let cursor = match cursor {
            None => None,
            Some(written) if is_number(&written) => written.parse().ok(),
            Some(_) => return Err(Problem::parameter("cursor", "is none that this server gave")),
        };
        Ok(Self { limit, cursor })
    }
}

/// Which part of a list of the account is wanted. Its cursors hold as long as the ledger does not change.
#[derive(Clone, Debug, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    /// At most so many.
    #[param(required = false, minimum = 1, maximum = 500, default = 50)]
    pub limit: usize,
    /// The `next` of the answer before this one.
    #[param(value_type = Option<String>, pattern = "^([0-9a-f]{2}){1,600}$")]
    pub cursor: Option<Cursor>,
}

impl FromGiven for ListParams {
    fn from_given(given: &mut Given<'_>) -> Result<Self, Problem> {
        let limit = given.one("limit")?.unwrap_or(50);
        if !(1..=500).contains(&limit) {
            return Err(Problem::parameter("limit", "is not between 1 and 500"));
        }
        let cursor: Option<String> = given.one("cursor")?;
        let wrong = |_| Problem::parameter("cursor", "is none that this server gave");
        Ok(Self { limit, cursor: cursor.map(|c| c.parse().map_err(wrong)).transpose()? })
    }
}

impl ListParams {
    /// The part, in an order.
    #[must_use]
    pub fn page(self, order: Order) -> Page {
        Page { after: self.cursor, limit: self.limit, order: order.into() }
    }
}
