//! From a draft in indices of words to a claim on the stored text.

use riwaya_lexicon::Proclitics;
use riwaya_text::Span;

use crate::attribution::of_sentence;
use crate::choose_role::{Filler, Origin};
use crate::claim::{Bound, Claim, Count, Harm, Party, RuleId, Source, When};
use crate::decide::{Draft, Judge, Layout};
use crate::event::{Event, Stance};
use crate::identity::Who;
use crate::lists::List;
use crate::page::Page;
use crate::reckoned::{Counted, Day};
use crate::toll::{HarmWord, Quantity, counts_both};

/// Builds claims for one page.
pub(crate) struct Assembler<'a, 't> {
    pub page: &'a Page<'t>,
    pub layout: &'a Layout,
    pub judge: &'a Judge,
    pub who: &'a Who<'a>,
}

impl Assembler<'_, '_> {
    /// The claim of a draft.
    pub(crate) fn claim(&self, draft: &Draft) -> Claim {
        let page = self.page;
        let c = &self.layout.candidates[draft.candidate];
        let counts = self.counts(draft);
        let mut claim = Claim {
            trigger: page.span(c.words.clone()),
            text: Span::default(),
            event: draft.event,
            plover: draft.event.plover(draft.stance),
            acled: draft.event.acled(),
            chain: self.chain(draft),
            stance: draft.stance,
            actor: draft.filled.actor.iter().map(|f| self.party(f)).collect(),
            target: draft.filled.target.iter().map(|f| self.party(f)).collect(),
            place: draft.filled.place.iter().map(|f| self.who.location(page, f)).collect(),
            date: draft.date.map(|day| self.when(draft, day)),
            counts,
            rules: self.rules(draft),
            confidence: confidence(draft),
        };
        claim.text = self.extent(draft, &claim);
        self.judge.codes.refine(page, &c.words, &mut claim);
        claim
    }

    fn party(&self, filler: &Filler) -> Party {
        Party { span: self.named(filler), identity: self.who.identity(self.page, filler.mention) }
    }

    /// The words that name a filler; a deed («بأعمال العنف») is no mention, so what is joined in front goes here.
    fn named(&self, filler: &Filler) -> Span {
        let (page, first) = (self.page, filler.words.start);
        let whole = page.name_span(&filler.words, filler.mention);
        match page.top(first).filter(|_| filler.mention.is_none() && filler.origin == Origin::Here) {
            Some(top) => Span::new(page.words.bare_span(first, top).start(), whole.end()),
            None => whole,
        }
    }

    fn chain(&self, draft: &Draft) -> Vec<Source> {
        let cue = draft.offer.cue.map(|k| &self.layout.cues[k]);
        let last = draft.offer.chain.len().saturating_sub(1);
        let mut chain: Vec<Source> = Vec::new();
        for (k, link) in draft.offer.chain.iter().enumerate() {
            let party = Party {
                span: self.page.name_span(&link.words, link.mention),
                identity: self.who.identity(self.page, link.mention),
            };
            let cue = cue.filter(|_| k == last).map(|q| self.page.span(q.words.clone()));
            match chain.last_mut().filter(|before| self.one_body(&before.party, &party)) {
                Some(before) => {
                    before.cue = cue;
                    if before.party.span.len() < party.span.len() {
                        before.party = party;
                    }
                }
                None => chain.push(Source { party, cue }),
            }
        }
        chain
    }

    /// Whether two links of a chain are one body, which is then not heard through itself: they are known as the same, or the
    /// one is the other with its short name in quotes («وكالة الأنباء الفلسطينية "وفا"»).
    fn one_body(&self, one: &Party, other: &Party) -> bool {
        if one.identity.id.is_some() && other.identity.id.is_some() {
            return one.identity.id == other.identity.id;
        }
        let (one, other) = (self.page.text.slice(one.span), self.page.text.slice(other.span));
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with(OPENS_SHORT_NAME))
    }

    fn when(&self, draft: &Draft, day: Day) -> When {
        let day = if self.was_done(draft, day) { day.of_what_was_done(self.page) } else { day };
        let date = self.page.dates[day.date].value;
        let how = day.counted.map_or_else(|| crate::values::how(date), Counted::how);
        When { iso: day.iso().map(Into::into), span: date.span, how: how.into() }
    }

    /// Whether an event is told as something done: it is asserted, and nothing between it and its day is still to come.
    fn was_done(&self, draft: &Draft, day: Day) -> bool {
        let page = self.page;
        let head = self.layout.candidates[draft.candidate].head;
        let date = page.dates[day.date].words.start;
        let to_come = |j: usize| page.has(j, Proclitics::SA) || page.in_list(j, List::Ahead);
        draft.stance == Stance::Asserts && !(head.min(date)..=head.max(date)).any(to_come)
    }

    fn rules(&self, draft: &Draft) -> Vec<RuleId> {
        let c = &self.layout.candidates[draft.candidate];
        let set = &self.judge.frames;
        let mut out: Vec<RuleId> = Vec::new();
        let own = c.frames.iter().filter(|f| set.frames[usize::from(**f)].event == draft.event);
        let any = c.frames.iter();
        if let Some(f) = own.chain(any).next() {
            out.push(RuleId((*set.frames[usize::from(*f)].id).into()));
        }
        if let Some(k) = draft.offer.cue {
            let class = &self.judge.cues.classes[usize::from(self.layout.cues[k].class)];
            out.push(RuleId(format!("cue.{}.{}", &*class.id, draft.offer.make).into()));
        }
        for filler in draft.filled.actor.iter().chain(&draft.filled.target).chain(&draft.filled.place) {
            if let Some(m) = filler.mention {
                let rule = RuleId(format!("name.{}", self.page.mentions[m].rule).into());
                if !out.contains(&rule) {
                    out.push(rule);
                }
            }
        }
        out
    }

    /// The clause: from the end of the clause before to the begin of the next, wide enough for every part of the claim.
    fn extent(&self, draft: &Draft, claim: &Claim) -> Span {
        let page = self.page;
        let c = &self.layout.candidates[draft.candidate];
        let bounds = page.sentence(c.head).words.clone();
        let mut start = c.words.start;
        while start > bounds.start && !self.ends_clause(start - 1, c.words.start) {
            start -= 1;
        }
        let mut end = c.words.end;
        while end < bounds.end && !matches!(page.key(end), "،" | "." | "؛" | "," | "!" | "؟") {
            end += 1;
        }
        let mut span = page.span(start..end).join(claim.trigger);
        let sentence = page.span(bounds);
        for s in claim.counts.iter().map(|n| n.span).filter(|s| sentence.contains(*s)) {
            span = span.join(s);
        }
        span
    }

    fn ends_clause(&self, j: usize, before: usize) -> bool {
        let page = self.page;
        matches!(page.key(j), "،" | "." | "؛" | "," | ":" | "ان" | "انه" | "بان" | "انها")
            || of_sentence(&self.layout.cues, page.sentence_of[j] as usize)
                .iter()
                .any(|q| q.words.start == j && q.content <= before)
    }

    fn counts(&self, draft: &Draft) -> Vec<Count> {
        let mut out: Vec<Count> = Vec::new();
        for h in &draft.harms {
            let sisters: Vec<&HarmWord> = draft.harms.iter().filter(|o| o.candidate == h.candidate).collect();
            let own: Vec<&Quantity> =
                draft.quantities.iter().filter(|(c, _)| *c == h.candidate).map(|(_, q)| q).collect();
            if sisters.len() > 1 {
                let first = sisters[0].harm == h.harm;
                self.together(draft, h, first, &own, &mut out);
                continue;
            }
            for q in own {
                if h.harm == Harm::Killed && counts_both(self.page, q) {
                    let wounded = HarmWord { harm: Harm::Injured, ..h.clone() };
                    out.extend([h, &wounded].map(|h| self.uncounted(draft, h, Some(q))));
                } else if draft.event == Event::Casualties || draft.event == Event::Abduction || self.counts_things(q) {
                    out.push(self.count_of(draft, h.harm, q));
                }
            }
            if draft.bare.contains(h) {
                out.push(self.uncounted(draft, h, None));
            }
        }
        settle(&out)
    }

    /// Dead and wounded told together: each has its own number where one stands on either side («قتلا وجرح 24»), else
    /// they share the number and it counts neither.
    fn together(&self, draft: &Draft, h: &HarmWord, first: bool, own: &[&Quantity], out: &mut Vec<Count>) {
        let c = &self.layout.candidates[h.candidate];
        let whole = || own.iter().filter(|q| !q.part && !c.words.contains(&q.words.start));
        let before = whole().find(|q| q.words.start < c.head);
        let after = whole().find(|q| q.words.start >= c.words.end);
        if let (Some(before), Some(after)) = (before, after) {
            out.push(self.count_of(draft, h.harm, if first { before } else { after }));
        } else if draft.bare.contains(h) || before.or(after).is_some() {
            out.push(self.uncounted(draft, h, before.or(after).copied()));
        }
        if first {
            out.extend(own.iter().filter(|q| q.part).map(|q| self.count_of(draft, h.harm, q)));
        }
    }

    /// Victims whose number is not told, of whom `q` tells at most the rough size.
    fn uncounted(&self, draft: &Draft, h: &HarmWord, q: Option<&Quantity>) -> Count {
        Count {
            harm: h.harm,
            who: q.map_or("people", |q| self.who(draft, h.harm, q)).into(),
            n: None,
            to: None,
            bound: q.filter(|q| q.n.is_none()).map_or(Bound::Exact, |q| q.bound),
            since: self.since(draft, q),
            part: false,
            span: self.page.span(self.layout.candidates[h.candidate].words.clone()),
        }
    }

    fn counts_things(&self, q: &Quantity) -> bool {
        q.noun.and_then(|n| self.judge.victims.of(self.page, n)).is_some_and(|g| !g.people)
    }

    fn count_of(&self, draft: &Draft, harm: Harm, q: &Quantity) -> Count {
        Count {
            harm,
            who: self.who(draft, harm, q).into(),
            n: q.n,
            to: q.to,
            bound: q.bound,
            since: self.since(draft, Some(q)),
            part: q.part,
            span: self.page.span(q.words.clone()),
        }
    }

    /// Whom a quantity counts. Who is taken prisoner in a toll is of an armed side unless told otherwise; arrests and
    /// kidnappings are events of their own.
    fn who(&self, draft: &Draft, harm: Harm, q: &Quantity) -> &'static str {
        match self.judge.victims.who(self.page, q, &draft.quantities) {
            "people" if harm == Harm::Captured && draft.event == Event::Casualties => "military",
            who => who,
        }
    }

    /// Since when a cumulative toll counts, where the sentence tells: a day, or the beginning of the war.
    fn since(&self, draft: &Draft, q: Option<&Quantity>) -> Option<Box<str>> {
        let mut words = self.page.sentence(self.layout.candidates[draft.candidate].head).words.clone();
        if let Some(raising) = q.and_then(|q| self.raised_after(q, words.end)) {
            words.end = raising;
        }
        self.page.dates[self.page.dates_in(&words)]
            .iter()
            .filter(|d| crate::values::is_since(d.value))
            .find_map(|d| crate::values::iso(d.value.resolved?))
            .or_else(|| crate::toll::spans_the_war(self.page, words).then(|| "war".to_owned()))
            .map(Into::into)
    }

    /// Where a verb tells that a count raises a sum: «مقتل 25 جنديا، مما يرفع العدد إلى 429 منذ بدء الحرب», «لتبلغ الحصيلة
    /// 429». What raises the sum of all so far is none itself, so a "since" behind that verb does not reach back before it.
    fn raised_after(&self, q: &Quantity, end: usize) -> Option<usize> {
        let page = self.page;
        let raises = |j| page.in_list(j, List::Raises);
        let reaches = |j| page.in_list(j, List::Reaches) && j + 1 < end && page.in_list(j + 1, List::Sum);
        (q.words.end..end).find(|&j| page.is_known_verb(j) && (raises(j) || reaches(j)))
    }
}

/// What stands before the short name of a body behind its long one.
const OPENS_SHORT_NAME: [char; 5] = ['"', '«', '“', '(', '\''];

/// One count a harm where one says all: a number drives out a bare "killed" beside it, and nothing is told twice.
fn settle(counts: &[Count]) -> Vec<Count> {
    let mut out: Vec<Count> = Vec::new();
    for count in counts {
        let told = counts.iter().any(|o| o.harm == count.harm && (o.n.is_some() || o.bound != Bound::Exact));
        let bare = count.n.is_none() && count.bound == Bound::Exact && !count.part;
        let repeated = out.iter().any(|o| {
            o.harm == count.harm && o.n == count.n && o.bound == count.bound && (bare || o.span == count.span)
        });
        if !repeated && (!bare || !told) {
            out.push(count.clone());
        }
    }
    out
}

/// The probability that event, chain and stance are right, if the three choices erred independently.
fn confidence(draft: &Draft) -> f32 {
    let p = draft.p_event * draft.p_source * draft.p_stance;
    (p * 1000.0).round() / 1000.0
}
