//! What names of the scheme are called in Arabic: the same plain word for whoever acts.

use riwaya_ledger::account::{Family, Position, Reason, TollFlag};
use riwaya_reader::{Bound, Event, Harm, Stance};

/// An event.
#[must_use]
pub const fn event(event: Event) -> &'static str {
    match event {
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
    }
}

/// How a source holds a claim.
#[must_use]
pub const fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "يؤكد",
        Stance::Denies => "ينفي",
        Stance::Plans => "يعتزم",
        Stance::Demands => "يطالب",
        Stance::Rejects => "يرفض",
        Stance::Threatens => "يهدد",
    }
}

/// A kind of incident.
#[must_use]
pub const fn family(family: Family) -> &'static str {
    match family {
        Family::Strike => "قصف",
        Family::Bombing => "تفجير",
        Family::Attack => "هجوم",
        Family::Clash => "اشتباك",
        Family::Offensive => "عملية عسكرية",
        Family::Harm => "ضحايا وأضرار",
        Family::Shootdown => "إسقاط",
        Family::Capture => "سيطرة",
        Family::Abduction => "احتجاز",
        Family::Displacement => "نزوح",
        Family::Deployment => "انتشار",
        Family::Withdrawal => "انسحاب",
        Family::Talks => "محادثات",
        Family::Agreement => "اتفاق",
        Family::Sanction => "عقوبات",
        Family::Aid => "مساعدات",
        Family::Protest => "احتجاج",
        _ => "حدث",
    }
}

/// Where a party stands on a truce.
#[must_use]
pub const fn position(position: Position) -> &'static str {
    match position {
        Position::Proposed => "مقترحة",
        Position::Announced => "معلنة",
        Position::Accepted => "مقبولة",
        Position::Denied => "منفية",
        Position::Rejected => "مرفوضة",
        Position::Conditional => "مشروطة",
        Position::Suspended => "معلقة",
        Position::Ended => "منتهية",
    }
}

/// What is odd about a count.
#[must_use]
pub const fn flag(flag: TollFlag) -> &'static str {
    match flag {
        TollFlag::Falls => "أقل مما ذكره المصدر نفسه من قبل",
        TollFlag::PartAboveWhole => "جزء أكبر من الكل",
        TollFlag::RepeatedLate => "رقم قديم أعيد ذكره",
        TollFlag::Jump => "قفزة",
    }
}

/// What befalls people and things.
#[must_use]
pub const fn harm(harm: Harm) -> &'static str {
    match harm {
        Harm::Killed => "قتلى",
        Harm::Injured => "جرحى",
        Harm::Missing => "مفقودون",
        Harm::Displaced => "نازحون",
        Harm::Captured => "أسرى ومحتجزون",
        Harm::Destroyed => "مدمر",
        Harm::ShotDown => "أسقط",
    }
}

/// How a number bounds the true one.
#[must_use]
pub const fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "بالضبط",
        Bound::AtLeast => "على الأقل",
        Bound::AtMost => "على الأكثر",
        Bound::About => "نحو",
        Bound::Dozens => "عشرات",
        Bound::Hundreds => "مئات",
        Bound::Thousands => "آلاف",
    }
}

/// Why claims are held to be of one incident.
#[must_use]
pub const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::SameWord => "الكلمة نفسها",
        Reason::SameClause => "الجملة نفسها أو التي تليها",
        Reason::Referred => "إشارة إلى ما ذكر قبله",
        Reason::TollOfAct => "حصيلة الفعل نفسه",
        Reason::SamePlace => "المكان نفسه",
        Reason::NearPlace => "مكان قريب",
        Reason::SameDay => "اليوم نفسه",
        Reason::NearDay => "يوم قريب",
        Reason::SameAccused => "الطرف المتهم نفسه",
        Reason::SameNumber => "العدد نفسه",
        Reason::LatestTold => "آخر حدث من نوعه في التقرير",
        Reason::Decided => "قرار محلل",
    }
}
