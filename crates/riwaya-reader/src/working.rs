//! The notes of `explain`: the page, the choices and the claims, laid side by side.

use std::ops::Range;

use crate::attribution::Cue;
use crate::claim::{Reading, RuleId};
use crate::codes::{Codes, Rule};
use crate::decide::{Choice, Draft, Judge, Layout};
use crate::explain::{CandidateNote, ClauseNote, NameNote, SentenceNote, Verdict, WordNote};
use crate::lists::{ListExample, Listed, Lists};
use crate::page::{Page, Sentence};
use crate::syntax::Syntax;

/// What the notes are made of.
pub(crate) struct Working<'a, 't> {
    pub page: &'a Page<'t>,
    pub layout: &'a Layout,
    pub judge: &'a Judge,
    pub drafts: &'a [Draft],
    pub choices: &'a [Choice],
}

impl Working<'_, '_> {
    /// The notes of every sentence.
    pub(crate) fn sentences(&self) -> Vec<SentenceNote> {
        let syntax = &self.layout.syntax;
        let built = self.built();
        self.page.sentences.iter().enumerate().map(|(s, sentence)| self.sentence(s, sentence, syntax, &built)).collect()
    }

    /// For each candidate the claims that were built on it.
    fn built(&self) -> Vec<Vec<usize>> {
        let mut built = vec![Vec::new(); self.layout.candidates.len()];
        for (i, draft) in self.drafts.iter().enumerate() {
            for k in draft.harms.iter().map(|h| h.candidate).chain([draft.candidate]) {
                if built[k].last() != Some(&i) {
                    built[k].push(i);
                }
            }
        }
        built
    }

    fn sentence(&self, s: usize, sentence: &Sentence, syntax: &Syntax, built: &[Vec<usize>]) -> SentenceNote {
        let page = self.page;
        let words = sentence.words.clone();
        SentenceNote {
            span: page.span(words.clone()),
            words: words.clone().map(|i| self.word(i, syntax)).collect(),
            names: page.mentions_in(words.clone()).map(|m| self.name(m)).collect(),
            clauses: self.layout.by_sentence[s].clone().map(|k| self.clause(k, words.end)).collect(),
            candidates: self.candidates_in(&words).map(|k| self.candidate(k, &built[k])).collect(),
        }
    }

    fn candidates_in(&self, words: &Range<usize>) -> Range<usize> {
        let before = |word: usize| self.layout.candidates.partition_point(|c| c.head < word);
        before(words.start)..before(words.end)
    }

    fn word(&self, i: usize, syntax: &Syntax) -> WordNote {
        let page = self.page;
        let analyses = page
            .analyses(i)
            .iter()
            .map(|a| {
                let lemma = a
                    .lemma
                    .map_or_else(|| page.stem(i, a).to_owned(), |id| page.lexicon.lemma(id).display().to_owned());
                let clitics = if a.proclitics.is_empty() { String::new() } else { format!("{}+ ", a.proclitics) };
                let pronoun = a.enclitic.map(|p| format!(" +{p}")).unwrap_or_default();
                format!("{clitics}{lemma}{pronoun} {}", a.pos.label())
            })
            .collect();
        let tie = syntax.tie(i).map(|t| (page.span(t.head..t.head + 1), t.function.name()));
        WordNote { span: page.span(i..i + 1), analyses, tie }
    }

    fn name(&self, m: usize) -> NameNote {
        let mention = &self.page.mentions[m];
        let mut reading = format!("{} by {}", mention.kind.name(), mention.rule);
        if let Some(country) = mention.country {
            reading.push_str(&format!(", country {country}"));
        }
        if let Some(sector) = mention.sector {
            reading.push_str(&format!(", sector {}", sector.code()));
        }
        NameNote { span: mention.span, name: mention.name_span, reading }
    }

    fn clause(&self, k: usize, end: usize) -> ClauseNote {
        let cues: &[Cue] = &self.layout.cues;
        let cue = &cues[k];
        let page = self.page;
        let chain = self
            .layout
            .chains
            .of(k)
            .last()
            .map(|(links, _)| links.iter().map(|l| page.span(l.words.clone())).collect());
        ClauseNote {
            cue: page.span(cue.words.clone()),
            content: page.span(cue.content.min(end)..end),
            chain: chain.unwrap_or_default(),
            rule: RuleId(format!("cue.{}", &*self.judge.cues.classes[usize::from(cue.class)].id).into()),
        }
    }

    fn candidate(&self, k: usize, built: &[usize]) -> CandidateNote {
        let c = &self.layout.candidates[k];
        let choice = &self.choices[k];
        let frame = c.frames.first().map_or("", |f| &*self.judge.frames.frames[usize::from(*f)].id);
        let verdict = if built.is_empty() {
            let none = choice.considered.iter().find(|(e, _)| e.is_none()).map_or(choice.p, |(_, p)| *p);
            Verdict::Refused { why: format!("no event is likelier here ({:.0} %)", none * 100.0) }
        } else {
            Verdict::Built(built.to_vec())
        };
        CandidateNote {
            trigger: self.page.span(c.words.clone()),
            frame: RuleId(frame.into()),
            events: choice.considered.iter().filter_map(|(e, p)| Some(((*e)?, *p))).collect(),
            verdict,
        }
    }
}

/// An example of a frame or of a code that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedExample {
    /// The frame or code.
    pub rule: RuleId,
    /// The sentence.
    pub sentence: String,
    /// What should have been and was not.
    pub wanted: String,
}

/// The frames' own examples that a reading function does not bear out, and how many there are in all.
pub(crate) fn failed_examples(judge: &Judge, mut read: impl FnMut(&str) -> Reading) -> (Vec<FailedExample>, usize) {
    let mut out = Vec::new();
    let mut all = 0;
    for frame in &judge.frames.frames {
        for (sentences, wanted) in [(&frame.reads, true), (&frame.refuses, false)] {
            for sentence in sentences {
                all += 1;
                let told = read(sentence).claims.iter().any(|c| c.event == frame.event);
                if told != wanted {
                    out.push(FailedExample {
                        rule: RuleId((*frame.id).into()),
                        sentence: sentence.clone(),
                        wanted: format!("{} {}", if wanted { "tells" } else { "does not tell" }, frame.event),
                    });
                }
            }
        }
    }
    (out, all)
}

/// The examples of rules for codes that `meets` does not bear out, and how many there are in all.
pub(crate) fn failed_codes(codes: &Codes, mut meets: impl FnMut(&str, &Rule) -> bool) -> (Vec<FailedExample>, usize) {
    let mut out = Vec::new();
    let mut all = 0;
    for rule in codes.rules.iter().filter(|r| r.has_words()) {
        for (sentences, wanted) in [(&rule.tells, true), (&rule.silent, false)] {
            for sentence in sentences {
                all += 1;
                if meets(sentence, rule) != wanted {
                    out.push(FailedExample {
                        rule: RuleId(format!("code {}", rule.id).into()),
                        sentence: sentence.clone(),
                        wanted: if wanted { "meets its words" } else { "meets none of its words" }.to_owned(),
                    });
                }
            }
        }
    }
    (out, all)
}

/// The examples of lists that `listed` does not bear out, and how many there are in all.
pub(crate) fn failed_lists(lists: &Lists, mut listed: impl FnMut(&str) -> Listed) -> (Vec<FailedExample>, usize) {
    let failed = lists.examples.iter().filter(|e| !e.holds(listed(&e.word)));
    let told = |e: &ListExample| FailedExample {
        rule: RuleId(format!("list {}", e.list()).into()),
        sentence: e.word.clone(),
        wanted: if e.listed { "stands in it" } else { "does not stand in it" }.to_owned(),
    };
    (failed.map(told).collect(), lists.examples.len())
}
