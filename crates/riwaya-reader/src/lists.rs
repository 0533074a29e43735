//! Lists of words that rules ask for by name, read from `lexicon/lists.txt`.

use std::sync::OnceLock;

use riwaya_text::fold_key;

use crate::names::KeyMap;
use crate::reader::ReaderError;

const PATH: &str = "lists.txt";
const BUILTIN: &str = include_str!("../../../lexicon/lists.txt");

/// A list of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Aside,
    Governs,
    Opener,
    Mute,
    Telling,
    SpeakerEnd,
    TitleEnd,
    NameEnd,
    Called,
    NamesItself,
    ByName,
    SaysAlone,
    SaysTo,
    SaysFreely,
    SaysMarked,
    SpeechOpener,
    ThatApart,
    ThatOther,
    Statement,
    Issue,
    /// Verbs of which only a pronoun tells that they are of the statement.
    IssueIt,
    Land,
    Faction,
    Machine,
    Party,
    /// What is condemned without being an event by itself.
    Deed,
    Direction,
    SupportDoes,
    /// Verbs whose subject says what the noun behind ب tells.
    SupportSays,
    SupportSuffers,
    SupportOccurs,
    SupportCauses,
    SupportRepels,
    SupportStrikes,
    SupportOwns,
    ExtentSpot,
    ExtentDistrict,
    ExtentProvince,
    Link,
    Break,
    Relative,
    Joins,
    Unit,
    Percent,
    Itself,
    Negation,
    Ahead,
    Term,
    Guise,
    Field,
    Period,
    PeriodWhen,
    OfficeOf,
    OfficeDeputy,
    HourOf,
    Affairs,
    Belonging,
    Weekday,
    Month,
    MonthTown,
    Daytime,
    NameLink,
    DirectionAdjective,
    Lying,
    /// Particles behind which a noun stands.
    NounFollows,
    Impersonal,
    Withhold,
    Withheld,
    Raises,
    Reaches,
    Sum,
    ClauseNew,
    ClauseOpener,
    HeardOf,
    OneOf,
    EachOther,
    /// What has only a side, and is nobody.
    Side,
    /// What stands behind it where it is one of two.
    SideOther,
    Accuses,
    /// Verbs that lay the responsibility for a deed on their object.
    Blames,
    /// What is laid on them.
    Responsibility,
    Ordinal,
    Collective,
    Part,
    WarBegins,
    Result,
    Cause,
    ClauseApart,
    CitedEnd,
    Accusation,
}

impl List {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("aside", Self::Aside),
        ("governs", Self::Governs),
        ("opener", Self::Opener),
        ("mute", Self::Mute),
        ("telling", Self::Telling),
        ("speaker.end", Self::SpeakerEnd),
        ("title.end", Self::TitleEnd),
        ("name.end", Self::NameEnd),
        ("called", Self::Called),
        ("names.itself", Self::NamesItself),
        ("by.name", Self::ByName),
        ("says.alone", Self::SaysAlone),
        ("says.to", Self::SaysTo),
        ("says.freely", Self::SaysFreely),
        ("says.marked", Self::SaysMarked),
        ("speech.opener", Self::SpeechOpener),
        ("that.apart", Self::ThatApart),
        ("that.other", Self::ThatOther),
        ("statement", Self::Statement),
        ("issue", Self::Issue),
        ("issue.it", Self::IssueIt),
        ("land", Self::Land),
        ("faction", Self::Faction),
        ("machine", Self::Machine),
        ("party", Self::Party),
        ("deed", Self::Deed),
        ("direction", Self::Direction),
        ("support.does", Self::SupportDoes),
        ("support.says", Self::SupportSays),
        ("support.suffers", Self::SupportSuffers),
        ("support.occurs", Self::SupportOccurs),
        ("support.causes", Self::SupportCauses),
        ("support.repels", Self::SupportRepels),
        ("support.strikes", Self::SupportStrikes),
        ("support.owns", Self::SupportOwns),
        ("extent.spot", Self::ExtentSpot),
        ("extent.district", Self::ExtentDistrict),
        ("extent.province", Self::ExtentProvince),
        ("link", Self::Link),
        ("break", Self::Break),
        ("relative", Self::Relative),
        ("joins", Self::Joins),
        ("unit", Self::Unit),
        ("percent", Self::Percent),
        ("itself", Self::Itself),
        ("negation", Self::Negation),
        ("ahead", Self::Ahead),
        ("term", Self::Term),
        ("guise", Self::Guise),
        ("field", Self::Field),
        ("period", Self::Period),
        ("period.when", Self::PeriodWhen),
        ("office.of", Self::OfficeOf),
        ("office.deputy", Self::OfficeDeputy),
        ("hour.of", Self::HourOf),
        ("affairs", Self::Affairs),
        ("belonging", Self::Belonging),
        ("weekday", Self::Weekday),
        ("month", Self::Month),
        ("month.town", Self::MonthTown),
        ("daytime", Self::Daytime),
        ("name.link", Self::NameLink),
        ("direction.adjective", Self::DirectionAdjective),
        ("lying", Self::Lying),
        ("noun.follows", Self::NounFollows),
        ("impersonal", Self::Impersonal),
        ("withhold", Self::Withhold),
        ("withheld", Self::Withheld),
        ("raises", Self::Raises),
        ("reaches", Self::Reaches),
        ("sum", Self::Sum),
        ("clause.new", Self::ClauseNew),
        ("clause.opener", Self::ClauseOpener),
        ("heard.of", Self::HeardOf),
        ("one.of", Self::OneOf),
        ("each.other", Self::EachOther),
        ("side", Self::Side),
        ("side.other", Self::SideOther),
        ("accuses", Self::Accuses),
        ("blames", Self::Blames),
        ("responsibility", Self::Responsibility),
        ("ordinal", Self::Ordinal),
        ("collective", Self::Collective),
        ("part", Self::Part),
        ("war.begins", Self::WarBegins),
        ("result", Self::Result),
        ("cause", Self::Cause),
        ("clause.apart", Self::ClauseApart),
        ("cited.end", Self::CitedEnd),
        ("accusation", Self::Accusation),
    ];

    fn of_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(n, _)| *n == name).map(|(_, list)| *list)
    }

    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, list)| *list == self).map_or("", |(n, _)| n)
    }
}

/// The lists in which a word stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed(u128);

/// More lists would need more bits.
const _: () = assert!(List::NAMES.len() <= u128::BITS as usize);

impl Listed {
    /// In no list.
    pub(crate) const NONE: Self = Self(0);

    pub(crate) const fn has(self, list: List) -> bool {
        self.0 & (1 << list as u32) != 0
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A word of running text that is in a list, or is not.
#[derive(Clone, Debug)]
pub(crate) struct ListExample {
    list: List,
    pub word: String,
    pub listed: bool,
}

impl ListExample {
    /// Whether the lists of its word bear it out.
    pub(crate) fn holds(&self, listed: Listed) -> bool {
        listed.has(self.list) == self.listed
    }

    /// The name of its list.
    pub(crate) fn list(&self) -> &'static str {
        self.list.name()
    }
}

/// All lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    written: KeyMap<Listed>,
    lemmas: KeyMap<Listed>,
    pub examples: Vec<ListExample>,
}

impl Lists {
    /// The built-in lists.
    pub(crate) fn builtin() -> Result<Self, ReaderError> {
        Self::parse(BUILTIN)
    }

    /// The built-in lists, for what is read apart from a reader.
    ///
    /// # Panics
    /// Never: the lists are compiled in, and a test reads them.
    #[expect(clippy::expect_used, reason = "the lists are part of the program; a test reads them")]
    pub(crate) fn get() -> &'static Self {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(|| Self::builtin().expect("the built-in lists are of their format"))
    }

    fn parse(text: &str) -> Result<Self, ReaderError> {
        let mut out = Self::default();
        let mut open: Option<(List, bool)> = None;
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let bad =
                |what: &str| ReaderError::Lexicon { path: PATH.to_owned(), line: Some(n + 1), what: what.to_owned() };
            if let Some(head) = line.strip_prefix("list ") {
                open = Some(
                    opened(head).ok_or_else(|| bad("`list NAME : lemma` or `: written` with a known NAME expected"))?,
                );
                continue;
            }
            let (list, written) = open.ok_or_else(|| bad("words before any list"))?;
            match line.strip_prefix("+ ").map(|w| (w, true)).or_else(|| line.strip_prefix("- ").map(|w| (w, false))) {
                Some((words, listed)) => {
                    let example = |word: &str| ListExample { list, word: word.to_owned(), listed };
                    out.examples.extend(words.split_whitespace().map(example));
                }
                None => out.add(list, written, line),
            }
        }
        Ok(out)
    }

    fn add(&mut self, list: List, written: bool, words: &str) {
        let map = if written { &mut self.written } else { &mut self.lemmas };
        for word in words.split_whitespace() {
            let listed = map.entry(fold_key(word).into()).or_default();
            *listed = listed.with(Listed(1 << list as u32));
        }
    }

    /// The lists of a word by its folded letters and its folded lemma.
    pub(crate) fn of(&self, key: &str, lemma: &str) -> Listed {
        let at = |map: &KeyMap<Listed>, word: &str| map.get(word).copied().unwrap_or_default();
        at(&self.written, key).with(at(&self.lemmas, lemma))
    }

    /// The lists of words as they are written in which folded letters stand.
    pub(crate) fn written(&self, letters: &str) -> Listed {
        self.written.get(letters).copied().unwrap_or_default()
    }

    /// Whether folded letters, such as are left of a word without what is joined to it, stand in a list of written words.
    pub(crate) fn has(&self, letters: &str, list: List) -> bool {
        self.written(letters).has(list)
    }
}

/// Whether a word, as it is written right before a duration, makes it the term of a truce: `term` of `lexicon/lists.txt`.
#[must_use]
pub fn makes_term(word: &str) -> bool {
    Lists::get().has(&fold_key(word), List::Term)
}

/// The list that a line opens, and whether it holds words as they are written.
fn opened(head: &str) -> Option<(List, bool)> {
    let (name, kind) = head.split(" — ").next()?.split_once(" : ")?;
    let written = match kind.trim() {
        "written" => true,
        "lemma" => false,
        _ => return None,
    };
    Some((List::of_name(name.trim())?, written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_the_file_with_examples_of_both_kinds() {
        let lists = Lists::builtin().unwrap();
        for &(name, list) in List::NAMES {
            let shown = |listed: bool| lists.examples.iter().any(|e| e.list == list && e.listed == listed);
            assert!(shown(true) && shown(false), "{name}");
            assert_eq!((List::of_name(name), list.name()), (Some(list), name));
        }
    }

    #[test]
    fn a_line_that_is_not_of_the_format_is_refused_by_number() {
        for (text, line) in
            [("كلمة", 1), ("list mute : lemma — x\nاسم\nlist nobody : lemma — x", 3), ("list mute — x", 1)]
        {
            let error = Lists::parse(text).map(|_| ()).unwrap_err();
            assert!(matches!(error, ReaderError::Lexicon { line: Some(n), .. } if n == line), "{text}: {error}");
        }
    }

    #[test]
    fn letters_and_lemmas_are_told_apart() {
        let lists = Lists::parse("list aside : written — a\nقد\nlist mute : lemma — b\nاسم").unwrap();
        assert!(lists.of("قد", "x").has(List::Aside) && !lists.of("x", "قد").has(List::Aside));
        assert!(lists.of("اسماء", "اسم").has(List::Mute) && !lists.of("اسم", "x").has(List::Mute));
    }
}
