//! Runs the cases of `tests/cases/*.tsv`: a written word, and what it must be (or, after `≠>`, must not be) read as.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;

use riwaya_lexicon::{Analyser, Lexicon, Remembered, unlike};
use riwaya_text::Text;

fn cases(name: &str) -> Vec<(String, String, String)> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    lines
        .map(|(i, line)| {
            let (left, right) = line.split_once('\t').unwrap_or_else(|| panic!("{name}:{}: no tab", i + 1));
            (format!("{name}:{}", i + 1), left.to_owned(), right.to_owned())
        })
        .collect()
}

/// Every reading case of a file at once, with all differences shown.
fn check(name: &str) {
    let lexicon = Lexicon::builtin();
    let mut faults = String::new();
    for (place, surfaces, wanted) in cases(name) {
        let (wanted, holds) = wanted.strip_prefix("≠> ").map_or((wanted.as_str(), true), |w| (w, false));
        for surface in surfaces.split_whitespace() {
            if unlike(lexicon, surface, wanted).is_none() != holds {
                let found = lexicon.analyse(&riwaya_text::fold_key(surface));
                let found: Vec<String> = found.iter().map(|a| lexicon.show(a)).collect();
                let sign = if holds { "→" } else { "≠>" };
                faults += &format!("{place}: {surface} {sign} {wanted}\n    {}\n", found.join("\n    "));
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn verbs_are_conjugated() {
    check("verbs.tsv");
}

#[test]
fn nouns_are_inflected() {
    check("nouns.tsv");
}

#[test]
fn clitics_are_taken_off() {
    check("clitics.tsv");
}

#[test]
fn fused_words_are_cut_and_others_are_not() {
    let mut analyser = Analyser::new(Lexicon::builtin());
    let mut faults = String::new();
    for (place, surface, wanted) in cases("fused.tsv") {
        let text = Text::new(&surface);
        let words = analyser.words(&text);
        let found: Vec<&str> = (0..words.len()).map(|i| words.raw(i)).collect();
        if found.join("|") != wanted {
            faults += &format!("{place}: {surface}: {} instead of {wanted}\n", found.join("|"));
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn spans_leave_clitics_out() {
    let mut analyser = Analyser::new(Lexicon::builtin());
    for (surface, bare, stem) in [
        ("وأذربيجان", "أذربيجان", "أذربيجان"),
        ("والقُوّات", "القُوّات", "قُوّات"),
        ("للجيش", "جيش", "جيش"),
        ("بقواتهم", "قوات", "قوات"),
        ("ستعلن", "تعلن", "تعلن"),
    ] {
        let text = Text::new(surface);
        let words = analyser.words(&text);
        let best = *words.best(0).unwrap();
        assert_eq!(text.slice(words.bare_span(0, &best)), bare, "{surface}");
        assert_eq!(text.slice(words.stem_span(0, &best)), stem, "{surface}");
    }
}

#[test]
fn the_stored_ending_tells_a_pronoun_from_a_feminine() {
    let mut analyser = Analyser::new(Lexicon::builtin());
    for (surface, with_pronoun) in [("قواته", true), ("قصفه", true), ("مدرسة", false), ("كتابة", false)]
    {
        let text = Text::new(surface);
        let words = analyser.words(&text);
        assert_eq!(words.best(0).unwrap().enclitic.is_some(), with_pronoun, "{surface}");
    }
}

#[test]
fn reading_a_text_twice_gives_the_same() {
    let text = Text::new("قال الوزير إن القوات قصفت المدينة أمس.");
    let mut analyser = Analyser::new(Lexicon::builtin());
    let first: Vec<_> = { analyser.words(&text) }.analyses(1).to_vec();
    let again = analyser.words(&text);
    assert_eq!(first, again.analyses(1));
    assert_eq!(first, Analyser::new(Lexicon::builtin()).words(&text).analyses(1));
}

#[test]
fn words_of_one_spelling_have_one_number() {
    let (first, second) = (Text::new("جمعة جمعه جمعة والاستراتيجيات والاستراتيجيات"), Text::new("والاستراتيجيات . جمعه"));
    let mut analyser = Analyser::new(Lexicon::builtin());
    let words = analyser.words(&first);
    assert_eq!((0..5).map(|i| words.spelling(i)).collect::<Vec<_>>(), [0, 1, 0, 2, 2]);
    assert_ne!(words.analyses(0), words.analyses(1), "a final ه may be a pronoun, a final ة is none");
    let numbers: Vec<usize> = words.spellings().map(|(number, _)| number).collect();
    let again = analyser.words(&second);
    let seen: Vec<(usize, usize)> = again.spellings().collect();
    assert_eq!((seen[0], seen[2]), ((numbers[2], 0), (numbers[1], 2)));
    assert!(!numbers.contains(&seen[1].0), "a mark has a number of its own");
    assert_eq!(words.numbering(), again.numbering());
    assert_ne!(words.numbering(), Analyser::new(Lexicon::builtin()).words(&first).numbering());
}

#[test]
fn what_several_texts_had_is_remembered_when_the_rest_is_forgotten() {
    let numbers: String = (0..70_000).map(|n| format!("{n} ")).collect();
    let texts = ["المدينة والقوات", "المدينة", &numbers, "والقوات المدينة"].map(Text::new);
    let mut analyser = Analyser::new(Lexicon::builtin());
    let mut remembered: Remembered<String> = Remembered::default();
    let mut known: Vec<Vec<String>> = Vec::new();
    for text in &texts {
        let words = analyser.words(text);
        remembered.follow(&words);
        known.push(words.spellings().filter_map(|(number, _)| remembered.get(number).cloned()).collect());
        for (number, word) in words.spellings() {
            remembered.put(number, words.key(word).to_owned());
        }
    }
    assert_eq!(known, [vec![], vec!["المدينه".to_owned()], vec![], vec!["المدينه".to_owned()]]);
    let last = analyser.words(&texts[3]);
    let mut fresh = Analyser::new(Lexicon::builtin());
    assert!((0..2).all(|i| last.analyses(i) == fresh.words(&texts[3]).analyses(i)));
}

#[test]
fn the_examples_in_the_files_hold() {
    let failures = Lexicon::builtin().check_examples();
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn a_folder_adds_to_the_lexicon_and_names_its_faults() {
    let dir = std::env::temp_dir().join(format!("riwaya-lexicon-{}", std::process::id()));
    fs::create_dir_all(dir.join("words")).unwrap();
    fs::create_dir_all(dir.join("classes")).unwrap();
    fs::write(dir.join("words/a.tsv"), "@noun\nزغنوط\tزغانيط\ttest word\n! والزغانيط → زغنوط noun pl +و\n").unwrap();
    fs::write(dir.join("classes/a.txt"), "class mine : noun — test\nزغنوط\n").unwrap();
    let lexicon = Lexicon::with_folder(&dir).unwrap();
    let id = lexicon.lemmas("زغنوط").next().unwrap();
    assert!(lexicon.lemma(id).is(lexicon.class("mine").unwrap()));
    assert!(lexicon.check_examples().is_empty());
    fs::write(dir.join("words/a.tsv"), "@noun\nزغنوط\tزغانيط\ttest word\n@nuon\n").unwrap();
    let error = Lexicon::with_folder(&dir).unwrap_err().to_string();
    fs::remove_dir_all(&dir).unwrap();
    assert!(error.ends_with("a.tsv:3: no part of speech is called \"nuon\""), "{error}");
}

#[test]
fn bad_input_is_read_without_panic() {
    let lexicon = Lexicon::builtin();
    for key in ["", "و", "ال", "لل", "وال", "بال", "ا", "a", "ء", &"و".repeat(500), &"ال".repeat(70), "\u{0}"]
    {
        assert!(!lexicon.analyse(key).is_empty());
    }
}
