//! Measures words against a treebank in CoNLL-U whose clitics are words of their own (`SpaceAfter=No` before the next).
//!
//! For each written word it asks: does the likeliest reading cut it where the treebank does, is its part of speech the
//! treebank's, is its lemma? And whether any reading does all three.
//! Reads the treebank from standard input: `cargo run --release -p riwaya-lexicon --example treebank < file.conllu`

use std::io::{Read, Write, stdin, stdout};

use riwaya_lexicon::{Analysis, Lexicon, Pos, Proclitics};
use riwaya_text::fold_key;

struct Row {
    form: String,
    lemma: String,
    pos: String,
    glued: bool,
}

#[derive(Default)]
struct Tally {
    words: u64,
    known: u64,
    cut: u64,
    pos: u64,
    lemma: u64,
    any: u64,
}

fn main() -> std::io::Result<()> {
    let mut raw = String::new();
    stdin().read_to_string(&mut raw)?;
    let show = std::env::args().nth(1).is_some();
    let lexicon = Lexicon::builtin();
    let mut tally = Tally::default();
    let mut group: Vec<Row> = Vec::new();
    for line in raw.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, pos, .., misc] = fields.as_slice() else { continue };
        if line.starts_with('#') || id.contains(['-', '.']) {
            continue;
        }
        let (key, lemma) = (fold_key(form), fold_key(lemma));
        group.push(Row { form: key, lemma, pos: (*pos).to_owned(), glued: misc.contains("SpaceAfter=No") });
        if group.last().is_some_and(|r| !r.glued || r.pos == "PUNCT") {
            group.retain(|r| r.pos != "PUNCT");
            judge(lexicon, &group, &mut tally, show)?;
            group.clear();
        } else if group.last().is_some_and(|r| r.pos == "PUNCT") {
            group.clear();
        }
    }
    let share = |n: u64| 100.0 * n as f64 / tally.words.max(1) as f64;
    writeln!(
        stdout(),
        "{} words: known {:.2} %, cut alike {:.2} %, part of speech {:.2} %, lemma {:.2} %, some reading has all {:.2} %",
        tally.words,
        share(tally.known),
        share(tally.cut),
        share(tally.pos),
        share(tally.lemma),
        share(tally.any)
    )
}

fn judge(lexicon: &Lexicon, group: &[Row], tally: &mut Tally, show: bool) -> std::io::Result<()> {
    let word: String = group.iter().map(|r| r.form.as_str()).collect();
    if word.is_empty() || !word.chars().all(|c| ('\u{621}'..='\u{64a}').contains(&c)) {
        return Ok(());
    }
    let Some(head) = group.iter().max_by_key(|r| (r.pos != "PRON" && r.pos != "ADP" && r.pos != "CCONJ", r.form.len()))
    else {
        return Ok(());
    };
    let readings = lexicon.analyse(&word);
    let verdict = |a: &Analysis| {
        let article = usize::from(a.proclitics.has(Proclitics::AL));
        let pieces = a.proclitics.len() as usize - article + 1 + usize::from(a.enclitic.is_some());
        let lemma = a.lemma.map_or(&word[usize::from(a.stem.0)..], |id| lexicon.lemma(id).key());
        let base = a.lemma.and_then(|id| lexicon.lemma(id).verb()).map(|id| lexicon.lemma(id).key());
        (pieces == group.len(), same_pos(a, &head.pos), lemma == head.lemma || base == Some(head.lemma.as_str()))
    };
    let Some(best) = readings.first() else { return Ok(()) };
    let (cut, pos, lemma) = verdict(best);
    tally.words += 1;
    tally.known += u64::from(best.is_known());
    tally.cut += u64::from(cut);
    tally.pos += u64::from(pos);
    tally.lemma += u64::from(lemma);
    tally.any += u64::from(readings.iter().map(verdict).any(|(a, b, c)| a && b && c));
    if show && best.is_known() && !(cut && pos) {
        let parts: Vec<&str> = group.iter().map(|r| r.form.as_str()).collect();
        let lemma = best.lemma.map_or("?", |id| lexicon.lemma(id).display());
        writeln!(stdout(), "{}\t{}\t{:?} {lemma} {:?}", parts.join("+"), head.pos, best.proclitics, best.pos)?;
    }
    Ok(())
}

/// Whether a part of speech is what the treebank's tag may stand for.
fn same_pos(a: &Analysis, tag: &str) -> bool {
    match tag {
        "VERB" | "AUX" => a.pos == Pos::Verb || a.pos == Pos::Particle,
        "NOUN" => matches!(
            a.pos,
            Pos::Noun
                | Pos::Masdar
                | Pos::ActiveParticiple
                | Pos::PassiveParticiple
                | Pos::Adjective
                | Pos::Pronoun
                | Pos::Numeral
        ),
        "ADJ" => {
            matches!(a.pos, Pos::Adjective | Pos::ActiveParticiple | Pos::PassiveParticiple | Pos::Noun | Pos::Numeral)
        }
        "PROPN" | "X" => matches!(a.pos, Pos::Proper | Pos::Unknown | Pos::Noun | Pos::Adjective | Pos::Masdar),
        "NUM" => matches!(a.pos, Pos::Numeral | Pos::Noun | Pos::Adjective),
        "PRON" | "DET" => matches!(a.pos, Pos::Pronoun | Pos::Demonstrative | Pos::Relative | Pos::Noun),
        _ => !matches!(a.pos, Pos::Verb | Pos::Proper | Pos::Unknown),
    }
}
