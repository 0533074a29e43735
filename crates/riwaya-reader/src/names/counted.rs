//! How many of them: numbers and words of quantity with what they count.

use riwaya_text::TokenKind;

use super::apposed::Opened;
use super::mention::MentionKind;
use super::nouns::{Noun, Role};
use super::parser::{Parser, Phrase};
use super::tag::Facts;
use crate::lists::List;

impl Parser<'_> {
    /// Number words or digits, and what they count.
    pub(super) fn counted(&mut self, i: usize, depth: usize) -> Option<Phrase> {
        // «نشرت أمس الأحد مدرعاتها»: a day counts nothing.
        let day = |j: usize| self.in_list(j, List::Weekday) && !self.key(j + 1).starts_with("عشر");
        let numeral = |j: usize| {
            j < self.end
                && (self.words.word(j).kind == TokenKind::Number || self.tag_of(j).is(Facts::NUMERAL) && !day(j))
        };
        let mut j = i;
        while numeral(j) && j < i + 6 {
            j += 1;
        }
        if self.key(j) == "من" {
            j += 1;
        }
        if j == i || self.tag_at(j).is(Facts::WA) {
            return None;
        }
        let mut inner = self.phrase(j, depth + 1)?;
        let countable = matches!(
            inner.kind,
            MentionKind::People | MentionKind::Thing | MentionKind::Force | MentionKind::Group | MentionKind::Source
        ) || (inner.kind == MentionKind::Body && inner.entity.is_none());
        if !countable {
            return None;
        }
        if inner.unnamed() {
            inner.name.0 = i;
        }
        inner.start = i;
        inner.rule = "counted";
        Some(inner)
    }

    /// `عدد من`, `مجموعة`: a word of quantity, and what it counts.
    pub(super) fn quantified(&mut self, i: usize, after: usize, noun: Noun, depth: usize) -> Option<Phrase> {
        let from = self.key(after) == "من";
        let j = if from { after + 1 } else { after };
        let t = self.tag_at(j);
        // «المجموعة المجتمع الدولي»: two nouns with the article are no construct.
        let apart = !from && self.tag_at(i).definite() && t.definite();
        let inner =
            if apart || t.is(Facts::WA.with(Facts::LA).with(Facts::BA)) { None } else { self.phrase(j, depth + 1) };
        match inner {
            Some(mut inner)
                if !matches!(inner.kind, MentionKind::Place | MentionKind::Country | MentionKind::Person) =>
            {
                if inner.unnamed() {
                    inner.name.0 = i;
                }
                inner.start = i;
                inner.rule = "quantified";
                self.one_of_them(&mut inner);
                Some(inner)
            }
            _ if noun.role == Role::QuantGroup => self.noun_phrase(i, after, Noun { role: Role::Group, ..noun }, depth),
            _ => None,
        }
    }

    /// «أحد المحامين، فلان الفلاني،»: the name of the one.
    fn one_of_them(&self, p: &mut Phrase) {
        let one = matches!(self.without_front(p.start), "احد" | "احدي");
        if !one || p.kind != MentionKind::People || self.key(p.end) != "،" {
            return;
        }
        let k = p.end + 1;
        let closed = self.apposed_name(k, Opened::Comma).filter(|end| matches!(self.key(*end), "،" | "ان"));
        let run = || self.name_run(k).filter(|end| *end > k + 1 && self.key(*end) == "،");
        if let Some(end) = closed.or_else(run) {
            p.kind = MentionKind::Person;
            (p.name, p.end, p.plural, p.definite) = ((k, end), end, false, true);
        }
    }
}
