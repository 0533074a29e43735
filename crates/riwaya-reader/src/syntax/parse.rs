//! The pass over a sentence that ties its words.

use std::ops::Range;

use riwaya_lexicon::{Pos, Proclitics};
use riwaya_text::TokenKind;

use super::agreement::{acts, construct, follows, nominal, precedes, qualifies, stands_for};
use super::{Function, Syntax, Tie};
use crate::page::Page;

/// Ties the words of one sentence.
pub(super) fn sentence(page: &Page<'_>, events: &[bool], words: Range<usize>, syntax: &mut Syntax) {
    let mut parser = Parser {
        page,
        events,
        bounds: words.clone(),
        syntax,
        clauses: vec![Clause::default()],
        last: None,
        waiting: Waiting::default(),
    };
    let mut i = words.start;
    while i < words.end {
        i = parser.word(i);
    }
    while let Some(clause) = parser.clauses.pop() {
        parser.settle(&clause);
    }
}

/// A clause that is being read.
#[derive(Clone, Debug, Default)]
struct Clause {
    verb: Option<usize>,
    /// What stands before its verb, or with none.
    topic: Option<usize>,
    subject: Option<usize>,
    /// Whose doing it is if no subject follows.
    understood: Option<usize>,
    object: bool,
    /// The verb or verbal noun read last, to which a preposition ties.
    predicate: Option<usize>,
    /// What the clause itself hangs on.
    outer: Option<Tie>,
}

/// A noun phrase read last.
#[derive(Clone, Copy, Debug)]
struct Phrase {
    head: usize,
    end: usize,
    /// The first noun of the idafa in which it stands.
    top: usize,
}

/// What has been opened and waits for its word.
#[derive(Clone, Copy, Debug, Default)]
struct Waiting {
    preposition: bool,
    /// A quantity: what follows `من` is what it counts.
    counted: bool,
    and: bool,
    /// The noun of which a clause is about to tell.
    antecedent: Option<usize>,
}

struct Parser<'a, 't> {
    page: &'a Page<'t>,
    /// By word: whether it may tell an event.
    events: &'a [bool],
    bounds: Range<usize>,
    syntax: &'a mut Syntax,
    /// The clauses that are open, each within the one before; there is always one.
    clauses: Vec<Clause>,
    last: Option<Phrase>,
    waiting: Waiting,
}

impl Parser<'_, '_> {
    /// Reads the word or phrase at `i` and tells where the next one starts.
    fn word(&mut self, i: usize) -> usize {
        let page = self.page;
        if page.kind(i) == TokenKind::Mark {
            return self.mark(i);
        }
        if page.date_at[i] {
            self.waiting.preposition = false;
            return i + 1;
        }
        if let Some(m) = page.mention_alone_at(i) {
            let mention = &page.mentions[m];
            let end = (mention.words.end as usize).min(self.bounds.end).max(i + 1);
            self.phrase(mention.head as usize, i..end);
            return end;
        }
        if !page.is_word(i) {
            return i + 1;
        }
        match page.top(i).map_or(Pos::Unknown, |a| a.pos) {
            Pos::Preposition if page.top(i).is_some_and(|a| a.enclitic.is_some()) => self.resumed(),
            Pos::Preposition => self.preposition(i),
            Pos::Conjunction => self.conjunction(i),
            Pos::Relative => self.waiting.antecedent = self.antecedent(i),
            Pos::Verb if !self.waiting.preposition => self.verb(i),
            Pos::Particle | Pos::Adverb | Pos::Numeral | Pos::Pronoun | Pos::Demonstrative => {}
            _ => self.noun(i),
        }
        i + 1
    }

    fn mark(&mut self, i: usize) -> usize {
        match self.page.key(i) {
            "." | "؛" | ";" | "!" | "؟" | "?" | "…" => {
                while let Some(clause) = self.clauses.pop() {
                    self.settle(&clause);
                }
                self.clauses.push(Clause::default());
                self.last = None;
                self.waiting = Waiting::default();
            }
            ":" => self.open(Function::Complement),
            "،" | "," | "-" => {
                self.waiting = Waiting { and: self.waiting.and, ..Waiting::default() };
                if self.clauses.len() > 1 && self.clause().outer.is_some_and(|o| o.function == Function::Relative) {
                    self.close();
                }
            }
            "(" => {
                let reach = self.bounds.end.min(i + ASIDE);
                if let Some(end) = (i..reach).find(|j| self.page.key(*j) == ")") {
                    return end + 1;
                }
            }
            _ => {}
        }
        i + 1
    }

    /// The clause that is being read.
    fn clause(&mut self) -> &mut Clause {
        if self.clauses.is_empty() {
            self.clauses.push(Clause::default());
        }
        let last = self.clauses.len() - 1;
        &mut self.clauses[last]
    }

    /// Opens a clause within the one that is being read.
    fn open(&mut self, function: Function) {
        let outer = self.clause().predicate.map(|head| Tie { head, function });
        self.clauses.push(Clause { outer, ..Clause::default() });
        self.waiting = Waiting::default();
    }

    /// Ends the clause that is being read.
    fn close(&mut self) {
        if let Some(clause) = self.clauses.pop() {
            self.settle(&clause);
        }
    }

    /// Keeps who is the subject of a clause's verb.
    fn settle(&mut self, clause: &Clause) {
        let Some(verb) = clause.verb else { return };
        let understood = clause.understood.filter(|s| precedes(self.page, *s, verb));
        self.syntax.subjects[verb] = clause.subject.or(understood).map(|s| s as u32);
    }

    /// «الوقت الذي أعلن فيه الجيش»: a pronoun behind a preposition takes the noun up again, so that the noun is not
    /// the one who acts.
    fn resumed(&mut self) {
        let clause = self.clause();
        if clause.subject.is_none() && clause.outer.is_some_and(|o| o.function == Function::Relative) {
            clause.understood = None;
        }
    }

    fn preposition(&mut self, i: usize) {
        let before = i.checked_sub(1).filter(|b| self.bounds.contains(b));
        let counts = matches!(self.page.key(i), "من" | "عن")
            && before.is_some_and(|b| {
                matches!(
                    self.page.lemma(b),
                    "اكثر"
                        | "اقل"
                        | "عدد"
                        | "عديد"
                        | "كثير"
                        | "قل"
                        | "زاد"
                        | "مزيد"
                        | "عشره"
                        | "ميه"
                        | "الف"
                        | "بعض"
                )
            });
        if counts {
            self.waiting.counted = true;
        } else {
            self.waiting.preposition = true;
        }
    }

    fn conjunction(&mut self, i: usize) {
        match self.page.lemma(i) {
            "و" | "ف" | "ثم" | "او" | "ام" | "بل" | "لكن" | "لكنما" => self.waiting.and = true,
            "ان" | "بان" | "لان" | "فان" | "كان" | "كي" | "لكي" | "ليلا" | "الا" | "بالا" =>
            {
                self.open(Function::Complement);
            }
            _ => {
                let outer = self.clause().verb.map(|head| Tie { head, function: Function::Circumstance });
                let understood = self.clause().subject.or(self.clause().topic);
                self.close();
                self.clauses.push(Clause { outer, understood, ..Clause::default() });
                self.waiting = Waiting::default();
            }
        }
    }

    /// The noun before a relative pronoun that it can stand for.
    fn antecedent(&self, pronoun: usize) -> Option<usize> {
        let last = self.last?;
        let fits = |w: &usize| self.page.top(*w).is_some_and(|a| nominal(a.pos)) && stands_for(self.page, pronoun, *w);
        let own = Some(last.head).filter(fits);
        let from = last.top.max(pronoun.saturating_sub(REACH));
        own.filter(|_| last.end + 1 >= pronoun && !fits(&last.top))
            .or_else(|| Some(last.top).filter(fits))
            .or(own)
            .or_else(|| (from..pronoun).rev().find(fits))
    }

    fn verb(&mut self, i: usize) {
        let page = self.page;
        let waiting = std::mem::take(&mut self.waiting);
        let joined = waiting.and || page.has(i, Proclitics::WA.with(Proclitics::FA));
        let bare = self.last.filter(|p| p.end == i && !joined && self.indefinite(p.top));
        if let Some(noun) = waiting.antecedent {
            self.relative(noun, i);
            return;
        }
        let clause = self.clause();
        if clause.verb.is_none() {
            clause.verb = Some(i);
            clause.predicate = Some(i);
            let topic = clause.topic;
            let outer = clause.outer;
            if let Some(outer) = outer {
                self.tie(i, outer);
            }
            if let Some(topic) = topic.filter(|t| precedes(page, *t, i)) {
                self.tie(topic, Tie { head: i, function: Function::Subject });
                self.clause().subject = Some(topic);
            }
            return;
        }
        if let Some(noun) = bare {
            self.relative(noun.top, i);
            return;
        }
        let within = self.clause().outer.is_some_and(|o| o.function == Function::Relative);
        let topical = self.clauses.len() > 1
            && self.clauses.get(self.clauses.len() - 2).is_some_and(|c| c.verb.is_none() && c.topic.is_some());
        if within && topical && !joined {
            self.close();
            self.verb(i);
            return;
        }
        let clause = self.clause().clone();
        let function = if joined { Function::Conjunct } else { Function::Circumstance };
        if let Some(head) = clause.verb {
            self.tie(i, Tie { head, function });
        }
        let understood = clause.subject.or(clause.understood);
        self.close();
        self.clauses.push(Clause {
            verb: Some(i),
            predicate: Some(i),
            understood,
            outer: clause.outer.filter(|o| o.function == Function::Relative),
            ..Clause::default()
        });
    }

    /// Opens the clause of a verb that tells of a noun.
    fn relative(&mut self, noun: usize, verb: usize) {
        let tie = Tie { head: noun, function: Function::Relative };
        self.tie(verb, tie);
        if self.syntax.relatives[noun].is_none() {
            self.syntax.relatives[noun] = Some(verb as u32);
        }
        self.clauses.push(Clause {
            verb: Some(verb),
            predicate: Some(verb),
            understood: Some(noun),
            outer: Some(tie),
            ..Clause::default()
        });
    }

    fn indefinite(&self, word: usize) -> bool {
        self.page.top(word).is_some_and(|a| {
            !a.is_definite() && a.enclitic.is_none() && matches!(a.pos, Pos::Noun | Pos::Masdar | Pos::ActiveParticiple)
        })
    }

    fn noun(&mut self, i: usize) {
        let page = self.page;
        if let Some(last) = self.last
            && last.end == i
            && !self.waiting.preposition
            && qualifies(page, i - 1, i)
        {
            self.tie(i, Tie { head: last.head, function: Function::Modifier });
            self.last = Some(Phrase { end: i + 1, ..last });
            return;
        }
        self.phrase(i, i..i + 1);
    }

    fn phrase(&mut self, head: usize, words: Range<usize>) {
        let page = self.page;
        for w in words.clone().filter(|w| *w != head && page.is_word(*w)) {
            self.tie(w, Tie { head, function: Function::Modifier });
        }
        let start = words.start;
        let waiting = std::mem::take(&mut self.waiting);
        let prefix = page.top(start).filter(|a| a.pos != Pos::Verb).map_or(Proclitics::NONE, |a| a.proclitics);
        let governed = waiting.preposition || prefix.has_any(Proclitics::BA.with(Proclitics::LA).with(Proclitics::KA));
        let joined = waiting.and || prefix.has_any(Proclitics::WA);
        let last = self.last;
        let mut top = head;
        let tie = if governed {
            self.clause().predicate.map(|head| Tie { head, function: Function::Prepositional })
        } else if let Some(last) = last.filter(|p| waiting.counted || joined && p.end + 2 >= start) {
            self.syntax.tie(last.head)
        } else if let Some(last) = last.filter(|p| p.end == start && construct(page, start - 1) && self.open_ended(*p))
        {
            top = last.top;
            Some(Tie { head: start - 1, function: Function::Genitive })
        } else {
            self.argument(head)
        };
        if let Some(tie) = tie.filter(|t| t.head != head) {
            self.tie(head, tie);
        }
        let predicate = page.top(head).is_some_and(|a| a.pos == Pos::Masdar) || self.events[head];
        if predicate && page.mention_with_head(head).is_none() {
            self.clause().predicate = Some(head);
        }
        self.last = Some(Phrase { head, end: words.end, top });
    }

    /// Whether the phrase read last may go on as an idafa: no name does.
    fn open_ended(&self, last: Phrase) -> bool {
        self.page.mention_with_head(last.head).is_none_or(|m| {
            let mention = &self.page.mentions[m];
            mention.entity.is_none() && mention.place.is_none() && mention.words.len() == 1
        })
    }

    /// The tie of a phrase that nothing governs.
    fn argument(&mut self, head: usize) -> Option<Tie> {
        let page = self.page;
        let clause = self.clause();
        let Some(verb) = clause.verb else {
            if clause.topic.is_none() {
                clause.topic = Some(head);
                return clause.outer;
            }
            return None;
        };
        let object = page.top(verb).is_some_and(|a| a.enclitic.is_some());
        // What stands behind a verb whose doer was told before is what it was done to: `رجلا هاجم الحاجز`; behind a verb
        // that is only joined to another (`قصفت القرية ودمرت منازل`) if it is a thing.
        let relative =
            clause.outer.is_some_and(|o| o.function == Function::Relative && Some(o.head) == clause.understood);
        let told =
            !object && clause.understood.is_some_and(|s| precedes(page, s, verb)) && (relative || !acts(page, head));
        let function = if clause.subject.is_none() && !told && follows(page, verb, head) {
            clause.subject = Some(head);
            Function::Subject
        } else if !clause.object && !object {
            clause.object = true;
            Function::Object
        } else {
            Function::Loose
        };
        Some(Tie { head: verb, function })
    }

    fn tie(&mut self, word: usize, tie: Tie) {
        // A word hangs on one other, and no chain of ties comes back to where it began.
        let mut at = Some(tie.head);
        for _ in 0..DEEPEST {
            match at {
                Some(w) if w == word => return,
                Some(w) => at = self.syntax.tie(w).map(|t| t.head),
                None => break,
            }
        }
        if at.is_none() {
            self.syntax.ties[word] = Some((tie.head as u32, tie.function));
        }
    }
}

/// Words of the longest aside between brackets that is passed over.
const ASIDE: usize = 12;

/// How far before a relative pronoun its noun may stand.
const REACH: usize = 12;

/// The longest chain of ties.
const DEEPEST: usize = 32;
