//! Labels in Arabic and English, the same plain word for whoever acts.

use riwaya_reader::{Event, Stance};

use crate::cli::ledger::Lang;

/// What stands for the report's own voice.
#[must_use]
pub const fn own_voice(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => "التقرير",
        Lang::En => "the report",
    }
}

/// An event's label.
#[must_use]
pub fn event(event: Event, lang: Lang) -> String {
    if lang == Lang::En {
        return event.as_str().replace('_', " ");
    }
    let label = match event {
        Event::Clash => "اشتباك",
        Event::Shelling => "قصف",
        Event::AirStrike => "غارة جوية",
        Event::Bombing => "تفجير",
        Event::Attack => "هجوم",
        Event::Shootdown => "إسقاط",
        Event::Destruction => "تدمير",
        Event::Casualties => "ضحايا",
        Event::Abduction => "احتجاز",
        Event::Capture => "سيطرة",
        Event::Offensive => "عملية عسكرية",
        Event::Deployment => "انتشار",
        Event::Withdrawal => "انسحاب",
        Event::Truce => "هدنة",
        Event::Violation => "خرق",
        Event::Talks => "محادثات",
        Event::Agreement => "اتفاق",
        Event::Condemnation => "إدانة",
        Event::Sanction => "عقوبات",
        Event::Aid => "مساعدات",
        Event::Protest => "احتجاج",
    };
    label.to_owned()
}

/// A stance's label.
#[must_use]
pub const fn stance(stance: Stance, lang: Lang) -> &'static str {
    match (lang, stance) {
        (Lang::En, _) => stance.as_str(),
        (Lang::Ar, Stance::Asserts) => "يؤكد",
        (Lang::Ar, Stance::Denies) => "ينفي",
        (Lang::Ar, Stance::Plans) => "يعتزم",
        (Lang::Ar, Stance::Demands) => "يطالب",
        (Lang::Ar, Stance::Rejects) => "يرفض",
        (Lang::Ar, Stance::Threatens) => "يهدد",
    }
}
