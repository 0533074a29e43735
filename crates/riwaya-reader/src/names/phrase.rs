//! A noun that heads a mention, and what belongs to it: construct, adjectives, a name in quotes, complements.

use riwaya_lexicon::{Gender, Number, Pos};
use riwaya_text::TokenKind;

use super::complement::take_name;
use super::mention::{MentionKind, Sector};
use super::nouns::{Noun, Role};
use super::parser::{Parser, Phrase};
use super::tag::Facts;
use crate::lists::List;

/// Longest name in quotes, in words.
const LONGEST_QUOTE: usize = 7;

impl Parser<'_> {
    /// A mention headed by a noun of that role.
    pub(super) fn noun_phrase(&mut self, i: usize, after: usize, noun: Noun, depth: usize) -> Option<Phrase> {
        let t = self.tag_at(i);
        let mut p = Phrase::new(i, after, kind_of(noun.role), rule_of(noun.role));
        (p.role, p.sector, p.plural) = (Some(noun.role), noun.sector, noun.plural);
        p.definite = t.definite() || noun.defined;
        let bound = t.is(Facts::ENCLITIC);
        if matches!(noun.role, Role::Group | Role::Outlet | Role::Body | Role::Force | Role::Thing) && !bound {
            self.announced_name(&mut p, depth);
        }
        if !p.definite && !p.filled && !noun.closed {
            self.construct(&mut p, depth);
        }
        if noun.construct && !p.filled {
            return None;
        }
        let definite = p.definite;
        self.adjectives(&mut p, definite, 6);
        if !p.filled && p.end > after && matches!(noun.role, Role::Group | Role::Outlet | Role::Body | Role::Force) {
            self.announced_name(&mut p, depth);
        } else if p.filled && noun.role == Role::Outlet {
            self.gloss_name(&mut p, depth);
        }
        self.unmanned(&mut p);
        let of_one = noun.role == Role::People && !noun.plural;
        let singular = of_one && t.definite();
        self.complements(&mut p, noun.role, depth);
        if singular {
            self.named_person(&mut p);
        } else if of_one && p.definite && p.filled {
            self.apposed_person(&mut p);
        }
        Some(p)
    }

    /// `بدون طيار` behind an aircraft.
    fn unmanned(&self, p: &mut Phrase) {
        let j = if self.key(p.end) == "من" { p.end + 1 } else { p.end };
        if matches!(self.key(j), "بدون" | "دون") && self.key(j + 1) == "طيار" {
            p.reach(j + 2);
        }
    }

    /// A name in quotes behind `وكالة الأنباء الفلسطينية`, which is the fuller name of the same.
    fn gloss_name(&mut self, p: &mut Phrase, depth: usize) {
        if !self.opens_quote(p.end) {
            return;
        }
        if let Some(inner) = self.known(p.end + 1, true, depth + 1).filter(|x| self.closes_quote(x.end)) {
            p.entity = p.entity.or(inner.entity);
            p.country = p.country.or(inner.country);
            let end = inner.end + 1;
            p.reach(end);
        }
    }

    /// A name that the noun announces: in quotes, or known.
    fn announced_name(&mut self, p: &mut Phrase, depth: usize) {
        let at = p.end;
        let outlet = p.role == Some(Role::Outlet);
        // «تابعة للجبهة”، مؤكدا أن “»: no name begins with a mark.
        let marked = at + 1 < self.end && self.words.word(at + 1).kind == TokenKind::Mark;
        if self.opens_quote(at) && !marked {
            let site = matches!(p.role, Some(Role::Thing | Role::Group)) && self.is_site(p.start);
            let Some(close) = (at + 2..(at + 2 + LONGEST_QUOTE).min(self.end)).find(|j| self.closes_quote(*j)) else {
                return;
            };
            let known = self.known(at + 1, true, depth + 1).filter(|x| x.end == close);
            if known.is_none()
                && !site
                && ((at + 1..close).any(|j| self.tag_at(j).is(Facts::VERB)) || self.quotes_thing(p))
            {
                return;
            }
            if let Some(x) = &known {
                p.entity = x.entity;
                (p.country, p.sector) = (x.country.or(p.country), x.sector.or(p.sector));
            }
            if site && known.as_ref().is_none_or(|x| x.kind == MentionKind::Outlet) {
                (p.kind, p.role, p.sector) = (MentionKind::Outlet, Some(Role::Outlet), Some(Sector::Med));
            }
            p.end = close + 1;
            p.name = (p.start, p.end);
            (p.filled, p.definite) = (true, true);
            return;
        }
        let t = self.tag_at(at);
        // «اتهم الجيش اليمني جماعة الحوثي», «أبلغت الحكومة الأمم المتحدة»: behind the article no construct goes on, and what
        // has an article of its own is called so by itself.
        let article = self.tag_at(p.start).is(Facts::ARTICLE) && t.is(Facts::ARTICLE) && t.adjective.is_none();
        let another = p.definite && (t.noun.is_some() || article || !self.may_be_several(p, at));
        if t.entries.is_none() || t.entries_front > 0 || another {
            return;
        }
        let Some(x) = self.known(at, true, depth + 1) else { return };
        if !matches!(x.kind, MentionKind::Group | MentionKind::Outlet | MentionKind::Body | MentionKind::People)
            || x.entity.is_none()
            || p.definite && matches!(p.role, Some(Role::Force | Role::Group)) && x.kind != MentionKind::Group
            || outlet != (x.kind == MentionKind::Outlet)
        {
            return;
        }
        p.entity = if p.role == Some(Role::Thing) { None } else { x.entity };
        (p.country, p.sector) =
            (x.country.or(p.country), x.sector.filter(|_| p.role != Some(Role::Thing)).or(p.sector));
        (p.filled, p.definite) = (true, true);
        self.push(&x);
        p.reach(x.end);
    }

    /// «دمر التحالف "عربة مدرعة"»: a thing without article in quotes behind somebody definite is no name of his.
    fn quotes_thing(&self, p: &Phrase) -> bool {
        let t = self.tag_at(p.end + 1);
        p.definite && !t.definite() && t.noun.is_some_and(|n| n.role == Role::Thing)
    }

    /// Whether a thing is a medium where a name in quotes follows it: «موقع "…"», «محطة "…"».
    fn is_site(&self, i: usize) -> bool {
        ["موقع", "محطه", "شبكه"].iter().any(|site| self.key(i).ends_with(site))
    }

    /// What stands in construct behind an indefinite head.
    fn construct(&mut self, p: &mut Phrase, depth: usize) {
        for _ in 0..3 {
            let j = p.end;
            let t = self.tag_at(j);
            if !self.is_word(j) || self.joined_in_front(j) || self.is_period(j) {
                return;
            }
            let of_people =
                matches!(p.role, Some(Role::Force | Role::Group | Role::People | Role::Thing | Role::Office));
            // «سكان المدينة» live in no newspaper: an outlet whose name is an everyday word follows its own people alone.
            let known = match self.known(j, of_people, depth + 1) {
                Some(x) if of_people && x.kind == MentionKind::Outlet && p.sector != Some(Sector::Med) => {
                    self.known(j, false, depth + 1)
                }
                found => found,
            };
            if let Some(x) = known {
                let x = self.without_officer(p, x);
                self.take_inner(p, &x);
                return;
            }
            if t.is(Facts::VERB.with(Facts::LINK)) {
                if let Some(x) = self.gazetteer(j, false) {
                    self.take_inner(p, &x);
                } else if self.is_no_verb(p, j) {
                    p.reach(j + 1);
                    p.filled = true;
                    continue;
                }
                return;
            }
            if t.is(Facts::NUMERAL) {
                // «شارع الستين»: a number may be a name.
                if p.role == Some(Role::Thing) && self.key(j).starts_with("ال") && !p.plural {
                    self.take_plain(p, j);
                }
                return;
            }
            if t.role() == Some(Role::Direction) {
                return;
            }
            // «نائب رئيس الشرطة»: behind an office no chief describes it, but whoever it is the deputy of.
            let deputy = t.role() == Some(Role::Office) && self.deputises(p);
            if t.noun.is_some() && (t.adjective.is_none() || t.definite() || deputy) && !self.agrees(p, j) {
                let Some(x) = self.phrase(j, depth + 1) else { return };
                let x = self.without_officer(p, x);
                self.take_inner(p, &x);
                return;
            }
            if let Some(x) = self.gazetteer(j, t.is(Facts::NAMELY)) {
                self.take_inner(p, &x);
                return;
            }
            if t.definite() {
                self.take_plain(p, j);
                return;
            }
            let adjective = t.adjective.is_some() || (t.is(Facts::ADJECTIVE) && !t.is(Facts::NOUN));
            if adjective {
                return;
            }
            if t.is(Facts::UNKNOWN.with(Facts::PROPER)) {
                if let Some(run) = self.name_run(j).filter(|_| p.role != Some(Role::Source)) {
                    p.reach(run);
                    (p.filled, p.definite) = (true, true);
                }
                return;
            }
            if !t.is(Facts::NOUN) || self.key(j).ends_with('ا') || p.role == Some(Role::Source) {
                return;
            }
            p.reach(j + 1);
            p.filled = true;
        }
    }

    /// «قوات حفظ السلام», «مدير قسم الأمن»: whether the noun is meant that is spelt like a verb. Forces are feminine and the
    /// verb is not; nobody is a director of nothing.
    fn is_no_verb(&self, p: &Phrase, j: usize) -> bool {
        let readings = self.words.analyses(j);
        let masculine = readings.first().is_some_and(|a| {
            a.inflection.gender == Some(Gender::Masculine) && a.proclitics.is_empty() && a.enclitic.is_none()
        });
        let head = self.without_front(p.head);
        let asks = match p.role {
            Some(Role::Force) => head.ends_with("ات") || head.ends_with('ه'),
            Some(Role::Office) => p.end == p.head + 1 && self.lists.has(head, List::OfficeOf),
            _ => false,
        };
        let next = self.tag_at(j + 1);
        asks && masculine
            && readings.iter().any(|a| matches!(a.pos, Pos::Masdar | Pos::Noun))
            && (next.is(Facts::ARTICLE) || next.noun.is_some() && !next.is(Facts::ENCLITIC))
            && !self.joined_in_front(j + 1)
            && !self.is_period(j + 1)
    }

    /// Whether word `j` is a noun that stands beside the head as an adjective would: `مسلحون مجهولون`.
    fn agrees(&self, p: &Phrase, j: usize) -> bool {
        let t = self.tag_at(j);
        let same = |noun: Noun| noun.plural == p.plural || (p.plural && self.key(j).ends_with('ه'));
        !t.definite()
            && p.role == Some(Role::People)
            && t.noun.is_some_and(|n| matches!(n.role, Role::People | Role::Office) && same(n))
    }

    /// «المستشار في مكتب الوزير العميد فلان»: the rank and name behind whose office it is belong to whoever works there.
    fn without_officer(&self, p: &Phrase, x: Phrase) -> Phrase {
        let bureau = matches!(p.role, Some(Role::Body | Role::Thing));
        let ranked = x.name.0 > x.start && (self.is_rank(x.name.0 - 1) || self.is_grade(x.name.0 - 1));
        if !bureau || x.rule != "office_name" || !ranked {
            return x;
        }
        let mut end = x.name.0;
        while end > x.start + 1 && (self.is_rank(end - 1) || self.is_grade(end - 1)) {
            end -= 1;
        }
        Phrase { kind: MentionKind::People, name: (x.start, end), end, rule: "office", ..x }
    }

    fn take_inner(&mut self, p: &mut Phrase, x: &Phrase) {
        if x.rule == "office_name" && self.deputises(p) {
            take_name(p, x);
            (p.country, p.sector) = (x.country.or(p.country), x.sector.or(p.sector));
            (p.entity, p.filled) = (x.entity, true);
            return;
        }
        // «حزب العمال»: those after whom a party is called are no party beside it.
        let called_after = p.role == Some(Role::Group) && x.kind == MentionKind::People && x.entity.is_none();
        if !called_after {
            self.push(x);
        }
        p.definite = x.definite;
        p.filled = true;
        p.country = x.country.or(p.country);
        let names_it = matches!(p.role, Some(Role::People | Role::Force | Role::Group));
        if names_it && matches!(x.kind, MentionKind::Group | MentionKind::Force | MentionKind::Body) {
            p.entity = p.entity.or(x.entity);
            // «شيوخ القبائل», «عائلات المقاتلين» bear no arms.
            let unarmed = p.sector == Some(Sector::Cvl);
            if !unarmed && (x.kind == MentionKind::Group || p.sector.is_none() || p.sector == Some(Sector::Uaf)) {
                p.sector = x.sector.or(p.sector);
            }
        } else if p.sector.is_none() {
            p.sector = x.sector;
        }
        p.reach(x.end);
    }

    /// «نائب رئيس الأركان فلان»: the name behind both offices is the deputy's.
    fn deputises(&self, p: &Phrase) -> bool {
        p.role == Some(Role::Office) && self.lists.has(self.without_front(p.head), List::OfficeDeputy)
    }

    fn take_plain(&mut self, p: &mut Phrase, j: usize) {
        let sector = match self.key(j) {
            "الدفاع" | "الجيش" | "الحرب" => Some(Sector::Mil),
            "الامن" | "الشرطه" | "الداخليه" if p.role != Some(Role::Body) => Some(Sector::Cop),
            "الصحه" if p.role != Some(Role::Body) => Some(Sector::Hlh),
            "المخابرات" | "الاستخبارات" => Some(Sector::Spy),
            "القضاء" | "العدل" if p.role != Some(Role::Body) => Some(Sector::Jud),
            "الشعب" | "النواب" | "الشيوخ" | "الشوري" => Some(Sector::Leg),
            _ => None,
        };
        p.sector = sector.or(p.sector);
        (p.filled, p.definite) = (true, true);
        p.reach(j + 1);
    }

    /// A word without what is joined in front of it.
    pub(super) fn without_front(&self, j: usize) -> &str {
        let key = self.key(j);
        key.get(usize::from(self.tag_at(j).front)..).unwrap_or(key)
    }

    pub(super) fn joined_in_front(&self, j: usize) -> bool {
        let t = self.tag_at(j);
        t.is(Facts::WA.with(Facts::BA).with(Facts::LA))
    }

    /// Adjectives that agree in definiteness, up to `most` of them.
    pub(super) fn adjectives(&mut self, p: &mut Phrase, definite: bool, most: usize) {
        let mut taken = 0;
        while taken < most {
            let mut j = p.end;
            let quoted = self.opens_quote(j) && self.closes_quote(j + 2);
            if quoted {
                j += 1;
            }
            if matches!(self.key(j), "غير" | "شبه") {
                j += 1;
            }
            let t = self.tag_at(j);
            if !self.is_word(j) || !self.is_adjective(p, j, definite, taken) {
                return;
            }
            if self.belongs(p, j) {
                taken += 1;
                continue;
            }
            let another = |a: super::nouns::Adjective| {
                a.nisba && t.is(Facts::WA) && p.country.is_some() && p.country != a.country
            };
            if t.adjective.is_some_and(another) {
                return;
            }
            if let Some(adjective) = t.adjective {
                self.colour(p, adjective.country.filter(|_| adjective.nisba), adjective.sector);
                self.of_group(p, j);
            } else if let Some(noun) = t.noun {
                self.colour(p, None, noun.sector);
            }
            p.reach(if quoted { j + 2 } else { j + 1 });
            taken += 1;
        }
    }

    fn is_adjective(&self, p: &Phrase, j: usize, definite: bool, taken: usize) -> bool {
        let t = self.tag_at(j);
        if t.is(Facts::LA.with(Facts::BA).with(Facts::ENCLITIC)) || t.is(Facts::VERB.with(Facts::LINK)) {
            return false;
        }
        if t.is(Facts::WA) && (taken == 0 || t.adjective.is_none()) {
            return false;
        }
        if t.entries.is_some() && t.adjective.is_none() && self.names_something(j) {
            return false;
        }
        let key = self.key(j);
        // `ناطقا باسم الجيش`: an office speaks in a name, it does not smile.
        let in_name = key == "باسم" && p.role == Some(Role::Office);
        if in_name || self.in_list(j, List::Weekday) || self.is_period(j) || !self.may_be_several(p, j) {
            return false;
        }
        // «الحكومة المعترف بها», «الأراضي المتنازع عليها»: a participle that needs its pronoun is a clause.
        if ["به", "بها", "بهم", "عليه", "عليها", "عليهم", "اليه", "اليها", "اليهم"].contains(&self.key(j + 1))
        {
            return false;
        }
        let bare_article = definite && j > 0 && matches!(self.keys[j - 1], "شبه" | "غير");
        if definite != t.is(Facts::ARTICLE) && !bare_article {
            return false;
        }
        if matches!(key, "اخر" | "اخرون" | "اخرين" | "اخري" | "الاخر" | "الاخري" | "الاخرون" | "الاخرين")
        {
            return true;
        }
        // «مسلحون مدرسة», «الحوثيون السعودية», «مسؤولون إريتريا»: men in their sound plural have no adjective in the feminine
        // or of one.
        let head = self.key(p.head);
        let men = ["ون", "ين"].iter().any(|ending| head.ends_with(ending));
        let people = p.plural && matches!(p.role, Some(Role::People | Role::Office))
            || head.ends_with("يون")
            || head.ends_with("يين");
        if men && people && (key.ends_with('ه') || self.is_one(j)) || self.is_no_match(p, j) {
            return false;
        }
        // «الطائرات المقاتلة», «القوات المقاتلة»: with the article both, and so no construct.
        let armoured = p.role == Some(Role::Force) && t.is(Facts::ADJECTIVE);
        let as_thing =
            definite && (p.role == Some(Role::Thing) || armoured) && t.noun.is_some_and(|n| n.role == Role::Thing);
        let as_noun = t.noun.is_some_and(|n| n.role == Role::People && !t.is(Facts::WA))
            && (!key.ends_with('ا') || self.key(p.head).ends_with('ا'));
        let ordinal = definite && (t.is(Facts::NUMERAL) || self.is_second(p, j));
        t.adjective.is_some()
            || ordinal
            || self.tells_which(p, j)
            || as_thing
            || as_noun && p.kind != MentionKind::Person
            || t.is(Facts::ADJECTIVE) && t.noun.is_none()
    }

    /// «الفرقة الثانية», and not «أعلنت القوات الثانية فجرا»: which of several, and no hour.
    fn is_second(&self, p: &Phrase, j: usize) -> bool {
        let numbered = matches!(p.role, Some(Role::Outlet | Role::Body | Role::Force | Role::Group | Role::Thing));
        numbered && self.key(j) == "الثانيه" && !self.in_list(j + 1, List::HourOf)
    }

    /// «وزارة الشؤون الخارجية», «جهاز الاستخبارات الداخلية»: an adjective, though a ministry is called by it alone.
    fn tells_which(&self, p: &Phrase, j: usize) -> bool {
        matches!(self.key(j), "الخارجيه" | "الداخليه") && self.in_list(p.end - 1, List::Affairs)
    }

    /// «دعا الرئيس المعارضة إلى الحوار», «يتهم الحوثي السعودية»: right behind one man or one masculine body a feminine is no
    /// adjective of theirs.
    fn is_no_match(&self, p: &Phrase, j: usize) -> bool {
        let head = self.without_front(p.head);
        let one = matches!(p.role, Some(Role::Office | Role::People | Role::Group | Role::Body)) && !p.plural;
        let masculine = one && !["ه", "ات", "ا", "ي"].iter().any(|ending| head.ends_with(ending));
        let nisba = head.ends_with('ي') && self.tag_at(p.head).adjective.is_some_and(|a| a.nisba && !a.plural);
        (masculine || nisba) && j == p.head + 1 && self.key(j).ends_with('ه')
    }

    /// «بين الجيش والمتمردين المستمر»: whether an adjective tells of one.
    fn is_one(&self, j: usize) -> bool {
        self.words.analyses(j).first().is_some_and(|a| {
            matches!(a.pos, Pos::Adjective | Pos::ActiveParticiple | Pos::PassiveParticiple)
                && a.inflection.number == Some(Number::Singular)
        }) || self.key(j).ends_with('ا') && self.is_no_plural(j)
    }

    /// «مسلحون مسؤولا», «مسؤولون إريتريا»
    fn is_no_plural(&self, j: usize) -> bool {
        let t = self.tag_at(j);
        t.adjective.is_some_and(|a| a.nisba && !a.plural) || t.noun.is_some_and(|n| !n.plural)
    }

    /// «قوات الأمن العام الماضي»: a period that an adjective of time follows tells when, and belongs to no name.
    pub(super) fn is_period(&self, j: usize) -> bool {
        self.in_list(j, List::Period) && self.in_list(j + 1, List::PeriodWhen)
    }

    /// «الحكومة اليمنية الحوثيين»: what tells of several men tells of nothing that is one.
    fn may_be_several(&self, p: &Phrase, j: usize) -> bool {
        let several = |key: &str| key.ends_with("ين") || key.ends_with("ون");
        let t = self.tag_at(j);
        let men = t.adjective.is_some_and(|a| a.plural) || t.noun.is_some_and(|n| n.plural) || t.entries.is_some();
        let many = |k: usize| self.tag_at(k).noun.is_some_and(|n| n.plural) || several(self.key(k));
        let human =
            |k: usize| self.tag_at(k).noun.is_some_and(|n| n.plural && matches!(n.role, Role::People | Role::Office));
        // «اتهمت السلطات المتمردين»: nor do several bodies have an adjective of men.
        if matches!(p.role, Some(Role::Body | Role::Force | Role::Outlet)) {
            let two = several(self.key(p.head)) || self.key(j).ends_with("تين");
            return two || !men || !several(self.key(j)) || (p.start..j).any(human);
        }
        !men || !several(self.key(j)) || p.plural || (p.start..j).any(many)
    }

    /// An adjective that is also a group's name gives the group: `المتمردين الحوثيين`.
    fn of_group(&self, p: &mut Phrase, j: usize) {
        use super::dictionary::Value;
        let Some(entries) = self.tag_at(j).entries else { return };
        let single = self.names.dictionary.entries(entries).iter().find(|e| e.rest.is_empty() && !e.guarded);
        let Some(Value::Entity(id)) = single.map(|e| e.value) else { return };
        let Some(entity) = self.names.entity(id).filter(|e| e.kind == MentionKind::Group) else { return };
        p.entity = p.entity.or(Some(id));
        p.country = p.country.or(entity.country);
    }

    /// Whether a known name of several words begins at `j`: `المجتمع الدولي`.
    fn names_something(&self, j: usize) -> bool {
        self.tag_at(j).entries.is_some_and(|entries| {
            self.names
                .dictionary
                .entries(entries)
                .iter()
                .any(|e| !e.rest.is_empty() && e.rest.iter().zip(j + 1..).all(|(word, k)| self.key(k) == &**word))
        })
    }

    /// Country and sector from an adjective. A known name with another country's adjective is another one.
    fn colour(&mut self, p: &mut Phrase, country: Option<super::mention::Country>, sector: Option<Sector>) {
        if let Some(country) = country {
            if p.entity.is_some() && p.country.is_some_and(|c| c != country) {
                p.entity = None;
            }
            p.country = Some(country);
        }
        let open = p.sector.is_none()
            || p.sector == Some(Sector::Mil)
                && matches!(sector, Some(Sector::Reb | Sector::Opp | Sector::Cop | Sector::Uaf))
            || p.sector == Some(Sector::Uaf) && sector == Some(Sector::Reb)
            || p.role == Some(Role::Thing)
            || p.role == Some(Role::Group) && p.entity.is_none();
        if open {
            p.sector = sector.or(p.sector);
        }
    }

    /// `الموالية للحوثيين`, `تابعة لفيلق الحدود`, `المدعومة من تركيا`.
    fn belongs(&mut self, p: &mut Phrase, j: usize) -> bool {
        let t = self.tag_at(j);
        let key = self.key(j);
        let stem = key.get(usize::from(t.front)..).unwrap_or(key);
        let stem = stem.strip_prefix("ال").unwrap_or(stem);
        let stem = ["ين", "ون", "ات", "ه"].iter().find_map(|e| stem.strip_suffix(e)).unwrap_or(stem);
        if !self.lists.has(stem, List::Belonging) {
            return false;
        }
        let mut k = j + 1;
        let next = self.tag_at(k);
        if !next.is(Facts::LA.with(Facts::BA)) && next.entries_front == 0 {
            if !matches!(self.key(k), "من" | "الي" | "علي" | "مع" | "عن" | "ل") {
                return false;
            }
            k += 1;
        }
        let Some(x) = self.phrase(k, 2) else { return false };
        self.push(&x);
        let against = matches!(stem, "مناهض" | "معارض");
        if !against {
            p.country = p.country.or(x.country);
            if stem != "مدعوم" && matches!(x.sector, Some(Sector::Reb)) {
                p.sector = x.sector;
            }
        }
        p.reach(x.end);
        true
    }
}

fn kind_of(role: Role) -> MentionKind {
    match role {
        Role::Office | Role::Rank | Role::Title | Role::People | Role::Quantifier => MentionKind::People,
        Role::Force => MentionKind::Force,
        Role::Group | Role::QuantGroup => MentionKind::Group,
        Role::Body => MentionKind::Body,
        Role::Outlet => MentionKind::Outlet,
        Role::Source => MentionKind::Source,
        Role::Thing => MentionKind::Thing,
        Role::PlaceNoun | Role::Area | Role::Direction => MentionKind::Place,
    }
}

fn rule_of(role: Role) -> &'static str {
    match role {
        Role::Office => "office",
        Role::Rank => "rank",
        Role::Title => "title",
        Role::People | Role::Quantifier => "people",
        Role::Force => "force",
        Role::Group | Role::QuantGroup => "group",
        Role::Body => "body",
        Role::Outlet => "outlet",
        Role::Source => "source",
        Role::Thing => "thing",
        Role::PlaceNoun => "place.noun",
        Role::Area => "place.area",
        Role::Direction => "place.direction",
    }
}
