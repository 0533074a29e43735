//! Tolls: which number counts the victims of which word of harm, and who they are.

use std::ops::Range;

use riwaya_lexicon::{Analysis, Gender, Number as Grammatical, Person, Pos, Proclitics};
use smallvec::{SmallVec, smallvec};

use crate::candidate::Candidate;
use crate::claim::{Bound, Harm};
use crate::event::Event;
use crate::frames::FrameSet;
use crate::lists::List;
use crate::names::MentionKind;
use crate::page::Page;
use crate::victims::Victims;

/// How many words behind «ليس» those may stand whom it rules out.
const RULED_OUT: usize = 3;

/// How a quantity is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// A number in digits or words.
    Number,
    /// A noun in the dual.
    Dual,
    /// A noun in the singular, or a person's name.
    Single,
    /// A noun in the plural with no number.
    Plural,
    /// The number that the harm word's own form shows: its attached pronoun or the inflection of the verb.
    Form,
}

impl Told {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Dual => "dual",
            Self::Single => "single",
            Self::Plural => "plural",
            Self::Form => "form",
        }
    }
}

/// So many of somebody or something.
#[derive(Clone, Debug)]
pub(crate) struct Quantity {
    /// The words, number and noun.
    pub words: Range<usize>,
    /// The counted noun, where one stands.
    pub noun: Option<usize>,
    pub told: Told,
    pub n: Option<u64>,
    pub to: Option<u64>,
    pub bound: Bound,
    /// Whether it is part of a count before it («بينهم ثلاثة أطفال»).
    pub part: bool,
}

/// A word of harm: a candidate that tells of victims or of things destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HarmWord {
    /// Index of the candidate.
    pub candidate: usize,
    pub harm: Harm,
}

/// The harms that a candidate tells of when it tells `event`; none where it tells of none.
pub(crate) fn harms_of(page: &Page<'_>, set: &FrameSet, c: &Candidate, event: Event) -> SmallVec<[Harm; 2]> {
    match event {
        Event::Casualties => {
            let several = c.frames.iter().map(|f| &set.frames[usize::from(*f)].harm).find(|h| h.len() > 1);
            if let Some(several) = several {
                return SmallVec::from_slice(several);
            }
            if names_both(page, &c.words) {
                return smallvec![Harm::Killed, Harm::Injured];
            }
            let harms: SmallVec<[Harm; 2]> =
                c.frames.iter().flat_map(|f| set.frames[usize::from(*f)].harm.iter().copied()).collect();
            let lemma = page.lemma(c.head);
            // «أصاب» and «تعرض» wound; a word of several frames takes the first that is no death.
            let milder =
                harms.iter().copied().find(|h| *h != Harm::Killed && !matches!(lemma, "قتل" | "فقد" | "اغتال"));
            smallvec![milder.or_else(|| harms.first().copied()).unwrap_or(Harm::Killed)]
        }
        Event::Destruction => smallvec![Harm::Destroyed],
        Event::Shootdown => smallvec![Harm::ShotDown],
        Event::Abduction => smallvec![Harm::Captured],
        _ => SmallVec::new(),
    }
}

/// Whether a phrase names the dead and the wounded both: «سقوط عشرات القتلى والجرحى».
fn names_both(page: &Page<'_>, words: &Range<usize>) -> bool {
    words.clone().skip(1).any(|j| {
        matches!(page.lemma(j), "جريح" | "جرحي" | "مصاب")
            && page.has(j, Proclitics::WA)
            && matches!(page.lemma(j - 1), "قتيل" | "قتلي" | "شهيد")
    })
}

/// How many words behind a number may name both: «49 بين قتيل ومصاب».
const BOTH: usize = 3;

/// Whether a number counts the dead and the wounded together: «50 قتيلا وجريحا».
pub(crate) fn counts_both(page: &Page<'_>, q: &Quantity) -> bool {
    let end = page.sentence(q.words.start).words.end.min(q.words.end + BOTH);
    q.told == Told::Number && names_both(page, &(q.words.start..end))
}

/// The number that the form of a harm word shows: «مقتله», «قتلا», «أصيبت».
pub(crate) fn own_form(page: &Page<'_>, c: &Candidate) -> Option<Quantity> {
    let a = page
        .analyses(c.head)
        .iter()
        .find(|a| a.pos == Pos::Verb || a.enclitic.is_some())
        .or_else(|| page.top(c.head))?;
    // «قتلتهم»: those who suffer are in the pronoun, not in the verb. «متنها» is no verb of several women, but a noun.
    let number = match a.enclitic {
        Some(e) if !(a.pos == Pos::Verb && speaks_of_women(a)) => e.number,
        _ => a.inflection.number.filter(|_| a.pos == Pos::Verb)?,
    };
    let n = match number {
        Grammatical::Singular => Some(1),
        Grammatical::Dual => Some(2),
        Grammatical::Plural => return None,
    };
    Some(Quantity {
        words: c.head..c.head + 1,
        noun: None,
        told: Told::Form,
        n,
        to: None,
        bound: Bound::Exact,
        part: false,
    })
}

fn speaks_of_women(a: &Analysis) -> bool {
    a.inflection.gender == Some(Gender::Feminine) && a.inflection.number == Some(Grammatical::Plural)
}

/// The words that carry harm words: the first and the last of each.
pub(crate) fn heads(candidates: &[Candidate], harms: &[HarmWord]) -> Vec<usize> {
    harms.iter().map(|h| &candidates[h.candidate]).flat_map(|c| [c.head, c.words.end - 1]).collect()
}

/// All quantities of a range of words that may count victims or things, in order; `heads` are the words of harm.
pub(crate) fn quantities(page: &Page<'_>, victims: &Victims, words: Range<usize>, heads: &[usize]) -> Vec<Quantity> {
    let mut finder = Finder { page, victims, heads, words: words.clone(), out: Vec::new() };
    let mut i = words.start;
    while i < words.end {
        i = finder.step(i).max(i + 1);
    }
    finder.out
}

/// Finds quantities from left to right.
struct Finder<'a, 't> {
    page: &'a Page<'t>,
    victims: &'a Victims,
    heads: &'a [usize],
    words: Range<usize>,
    out: Vec<Quantity>,
}

impl Finder<'_, '_> {
    /// Reads what stands at word `i`; the word at which to go on.
    fn step(&mut self, i: usize) -> usize {
        let page = self.page;
        if let Some(q) = self.one_of(i) {
            return self.push(q);
        }
        if let Some(k) = page.number_at[i] {
            let number = &page.numbers[k as usize];
            let end = number.words.end.min(self.words.end);
            if self.completes(number) {
                return end;
            }
            self.drop_subject(number.words.start);
            return self.counted(number).map_or(end, |q| self.push(q).max(end));
        }
        self.bare_noun(i).map_or(i + 1, |q| self.push(q))
    }

    fn push(&mut self, q: Quantity) -> usize {
        let end = q.words.end;
        self.out.push(q);
        end
    }

    /// «أحد عناصر الحرس», «إحدى المركبات»: one of several.
    fn one_of(&self, i: usize) -> Option<Quantity> {
        let page = self.page;
        let one = page.in_list(i, List::OneOf);
        let alone = page.number_at[i].is_none_or(|k| page.numbers[k as usize].words.len() == 1);
        if !one || !alone {
            return None;
        }
        let noun = (i + 1..self.words.end.min(i + 4)).find(|j| page.is_word(*j) && page.key(*j) != "من")?;
        self.victims.of(page, noun)?;
        (grammatical(page, noun) == Grammatical::Plural)
            .then(|| self.quantity(i..noun + 1, Some(noun), Told::Single, Some(1)))
    }

    fn quantity(&self, words: Range<usize>, noun: Option<usize>, told: Told, n: Option<u64>) -> Quantity {
        let part = self.is_part(words.start);
        Quantity { words, noun, told, n, to: None, bound: Bound::Exact, part }
    }

    /// A number that goes with the noun before it: «جندي واحد», «عسكريين اثنين», «قادتها الستة».
    fn completes(&mut self, number: &crate::page::Number<'_>) -> bool {
        let page = self.page;
        let Some(last) = self.out.last_mut() else { return false };
        let adjectives = last.words.end..number.words.start;
        // «انفجار حافلات يقتل اثنين»: a verb between them begins another clause.
        let verb = |j: usize| page.top(j).is_some_and(|a| a.pos == Pos::Verb);
        let describes = |j: usize| page.is_word(j) && !page.has(j, Proclitics::WA) && !verb(j);
        let near = adjectives.len() <= 1 && adjectives.clone().all(describes);
        if !near || last.told == Told::Number || last.noun.is_none() || page.has(number.words.start, Proclitics::WA) {
            return false;
        }
        let Some(value) = crate::values::count(number.value) else { return false };
        let agrees = match value.n {
            Some(1) => last.told == Told::Single,
            Some(2) => last.told != Told::Single,
            _ => last.told == Told::Plural && page.key(number.words.start).starts_with("ال"),
        };
        if agrees {
            last.n = value.n;
            last.told = if value.n == Some(1) { Told::Single } else { Told::Number };
            last.words.end = number.words.end;
        }
        agrees
    }

    /// «قتل مسلح 38 سائحا»: who stands between a verb and the number of its victims is none of them.
    fn drop_subject(&mut self, number: usize) {
        let page = self.page;
        let subject = |q: &Quantity| {
            let verb = q.words.start.checked_sub(1).filter(|v| self.heads.contains(v));
            q.told != Told::Number
                && q.noun.is_some()
                && q.words.end == number
                && !page.has(number, Proclitics::WA)
                && verb.and_then(|v| page.top(v)).is_some_and(|a| a.pos == Pos::Verb)
        };
        self.out.pop_if(|q| subject(q));
    }

    fn counted(&self, number: &crate::page::Number<'_>) -> Option<Quantity> {
        let page = self.page;
        if page.date_at[number.words.start] {
            return None;
        }
        let value = crate::values::count(number.value)?;
        let noun = match self.noun_of(number.words.end) {
            Counted::Unit => return None,
            Counted::Noun(noun) => Some(noun),
            Counted::None => None,
        };
        Some(Quantity {
            words: number.words.start..noun.map_or(number.words.end, |n| n + 1),
            noun,
            told: Told::Number,
            n: value.n,
            to: value.to,
            bound: value.bound,
            part: self.is_part(number.words.start),
        })
    }

    /// The counted noun follows at once, or after «من» and the article («عشرات من المدنيين», «20 من الجنود»).
    fn noun_of(&self, from: usize) -> Counted {
        let page = self.page;
        let mut steps = 0;
        for j in from..self.words.end {
            if !page.is_word(j) {
                if matches!(page.key(j), "\"" | "«" | "»" | "(") {
                    continue;
                }
                return Counted::None;
            }
            if page.is_unit(j) {
                return Counted::Unit;
            }
            if steps == 3 || page.has(j, Proclitics::WA) {
                return Counted::None;
            }
            if self.victims.of(page, j).is_some() {
                return Counted::Noun(j);
            }
            if !matches!(page.lemma(j), "من" | "علي" | "اخر" | "الاقل" | "اقل" | "بين") {
                return Counted::None;
            }
            steps += 1;
        }
        Counted::None
    }

    /// A people noun with no number: dual, singular or plural; or a person by name.
    fn bare_noun(&self, i: usize) -> Option<Quantity> {
        let page = self.page;
        if !page.is_word(i) {
            return None;
        }
        if self.is_ruled_out(i) {
            return None;
        }
        let named = || page.mentions_in(i..i + 1).find(|m| page.mentions[*m].kind == MentionKind::Person);
        // «وإصابة رابع»: one more.
        if self.heads.contains(&i.wrapping_sub(1)) && page.in_list(i, List::Ordinal) {
            return Some(self.quantity(i..i + 1, None, Told::Single, Some(1)));
        }
        if self.victims.of(page, i).is_none() {
            let words = page.mentions[named()?].words.clone();
            return Some(self.quantity(words.start as usize..words.end as usize, None, Told::Single, Some(1)));
        }
        if self.is_adjective(i) || (page.lemma(i) == "اصابه" && grammatical(page, i) == Grammatical::Singular) {
            return None;
        }
        let (told, n) = match grammatical(page, i) {
            Grammatical::Dual => (Told::Dual, Some(2)),
            Grammatical::Singular => (Told::Single, Some(1)),
            Grammatical::Plural => (Told::Plural, None),
        };
        let end = if told == Told::Single { self.end_of_name(i) } else { i + 1 };
        Some(self.quantity(i..end, Some(i), told, n))
    }

    /// «القتلى ليسوا من العسكريين», «ليس بينهم مدنيون»: those who are said not to be among them.
    fn is_ruled_out(&self, i: usize) -> bool {
        let page = self.page;
        let among = |j: &usize| page.top(*j).is_some_and(|a| a.pos == Pos::Preposition);
        let before = (self.words.start..i).rev().find(|j| !among(j));
        before.is_some_and(|j| i - j <= RULED_OUT && page.lemma(j) == "ليس")
    }

    /// An office or rank goes with the name behind it: «المقدم فلان».
    fn end_of_name(&self, i: usize) -> usize {
        let page = self.page;
        page.mentions_in(i.saturating_sub(1)..i + 3)
            .map(|m| &page.mentions[m])
            .filter(|m| m.kind == MentionKind::Person && m.words.end as usize > i)
            .map(|m| m.words.end as usize)
            .max()
            .map_or(i + 1, |end| end.min(self.words.end))
    }

    /// A word that only describes the noun before it: «السائق اليمني», «القوات المسلحة», «برتبة نقيب».
    fn is_adjective(&self, i: usize) -> bool {
        let page = self.page;
        if i == self.words.start
            || page.has(i, Proclitics::WA)
            || page.has(i, Proclitics::LA)
            || !page.is_word(i - 1)
            || self.heads.contains(&(i - 1))
        {
            return false;
        }
        if page.lemma(i - 1) == "رتبه" || self.out.last().is_some_and(|q| q.words.end == i && q.noun.is_some()) {
            return true;
        }
        let adjective = page.top(i).is_some_and(|a| a.pos == Pos::Adjective);
        let noun = page.top(i - 1).is_some_and(|a| matches!(a.pos, Pos::Noun | Pos::Adjective));
        adjective && noun
    }

    /// «بينهم», «منهم», «ضمنهم» before a quantity make it part of the count before, and so what is joined to it.
    fn is_part(&self, start: usize) -> bool {
        let last = self.out.last();
        let floor = last.map_or(self.words.start, |q| q.words.end).max(start.saturating_sub(5)).min(start);
        let between = || floor..start;
        between().any(|j| self.page.in_list(j, List::Part))
            || (last.is_some_and(|q| q.part && q.words.end + 2 >= start) && self.page.has(start, Proclitics::WA))
    }
}

/// What follows a number.
enum Counted {
    Noun(usize),
    /// A unit of measure or time: the number counts nobody.
    Unit,
    None,
}

/// The number of a noun; «ضابطي صف» is a dual before its genitive, as nobody in a report says "my officer".
fn grammatical(page: &Page<'_>, i: usize) -> Grammatical {
    let nouns = || page.analyses(i).iter().filter(|a| a.pos != Pos::Verb);
    let Some(first) = nouns().next() else { return Grammatical::Singular };
    if page.in_list(i, List::Collective) {
        return Grammatical::Plural;
    }
    let mine = first.enclitic.is_some_and(|e| e.number == Grammatical::Singular && e.person == Person::First);
    let of = |number| nouns().any(|a| a.inflection.number == Some(number) && a.enclitic.is_none());
    if mine && of(Grammatical::Plural) {
        return Grammatical::Plural;
    }
    if mine {
        return Grammatical::Dual;
    }
    first.inflection.number.unwrap_or(Grammatical::Singular)
}

/// Whether a quantity can tell of such a harm: people are killed, things destroyed.
pub(crate) fn fits(page: &Page<'_>, victims: &Victims, harm: Harm, q: &Quantity) -> bool {
    let things = matches!(harm, Harm::Destroyed | Harm::ShotDown);
    q.noun.and_then(|n| victims.of(page, n)).is_none_or(|g| g.people != things)
}

/// Whether the harm word at `head`, joined behind a quantity, counts the one behind itself: «ارتفع عدد القتلى إلى 60 والجرحى
/// إلى 270», «مقتل 5 وإصابة 10». Then it does not count the one before it, unless a pronoun takes that up: «أحد الطلاب وقتله».
pub(crate) fn counts_the_next(page: &Page<'_>, head: usize, q: &Quantity, quantities: &[Quantity]) -> bool {
    let takes_up = page.top(head).is_some_and(|a| a.enclitic.is_some());
    let joined = head == q.words.end && page.has(head, Proclitics::WA);
    joined
        && !takes_up
        && quantities.iter().find(|o| o.words.start > head).is_some_and(|next| match next.words.start - head {
            1 => true,
            2 => page.key(head + 1) == "الي",
            _ => false,
        })
}

/// Whether a sentence counts over a war with no day: «منذ اندلاع القتال», «على مدى 50 عاما».
pub(crate) fn spans_the_war(page: &Page<'_>, words: Range<usize>) -> bool {
    words.clone().any(|i| match page.key(i) {
        "منذ" | "ومنذ" => (i + 1..words.end.min(i + 3)).any(|j| page.in_list(j, List::WarBegins)),
        "مدي" | "خلال" | "طوال" | "في" => page
            .number_at
            .get(i + 1)
            .copied()
            .flatten()
            .map(|k| page.numbers[k as usize].words.end)
            .is_some_and(|end| end < words.end && matches!(page.lemma(end), "عام" | "سنه" | "شهر" | "عقد")),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::claim::Harm;
    use crate::reader::{Reader, Report};

    /// What is told of the dead and of the wounded: how many, where the words tell.
    fn told(text: &str) -> Vec<(Harm, Option<u64>)> {
        let claims = Reader::builtin().session().read(&Report::new(text)).claims;
        let mut told: Vec<_> = claims.iter().flat_map(|c| &c.counts).map(|c| (c.harm, c.n)).collect();
        told.sort_by_key(|(harm, n)| (harm.as_str(), *n));
        told.dedup();
        told
    }

    #[test]
    fn a_number_of_dead_and_wounded_counts_neither() {
        let neither = [(Harm::Injured, None), (Harm::Killed, None)];
        for text in ["حصدت التفجيرات 50 قتيلا وجريحا في العاصمة.", "أوقع الهجوم 49 بين قتيل ومصاب في المدينة."]
        {
            assert_eq!(told(text), neither, "{text}");
        }
        let each = [(Harm::Injured, Some(30)), (Harm::Killed, Some(50))];
        assert_eq!(told("حصدت التفجيرات 50 قتيلا و30 جريحا في العاصمة."), each);
    }
}
