//! Compiles `lexicon/words` and `lexicon/classes` into the bytes that the crate carries.

// The library uses the rest of these modules.
#[allow(dead_code)]
#[path = "src/compile/mod.rs"]
mod compile;
#[allow(dead_code, unused_imports)]
#[path = "src/gazetteer/mod.rs"]
mod gazetteer;
#[allow(dead_code)]
#[path = "src/grammar.rs"]
mod grammar;
#[path = "build/tables.rs"]
mod tables;

use std::collections::HashSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use compile::source::{Example, Source};
use gazetteer::{Ambiguous, parse_places};
use riwaya_text::fold_key;
use tables::{Table, read_table};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../lexicon");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for folder in ["words", "classes", "places", "countries", "names"] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
    }
    let costs = root.join("places/spelling-costs.tsv");
    fs::copy(&costs, out.join("spelling-costs.tsv"))?;
    fs::write(out.join("gazetteer.bin"), gazetteer(&root)?)?;
    let source = words(&root)?;
    fs::write(out.join("examples.tsv"), examples(&source))?;
    let compiled = compile::compile(&source)?;
    fs::write(out.join("lexicon.bin"), compiled.bytes)?;
    fs::write(out.join("lexicon.txt"), compiled.text)?;
    Ok(())
}

/// All that becomes words: the files of words and classes, and the names of one word in the tables.
fn words(root: &Path) -> Result<Source> {
    let mut source = Source::default();
    for (folder, is_words) in [("words", true), ("classes", false)] {
        for file in files(&root.join(folder))? {
            let (name, text) = read(&file)?;
            if is_words { source.read_words(&name, &text)? } else { source.read_classes(&name, &text)? }
        }
    }
    let (_, ambiguous) = read(&root.join("places/ambiguous-names.tsv"))?;
    let ambiguous: HashSet<String> = ambiguous.lines().filter(|l| !l.starts_with('#')).map(fold_key).collect();
    let mut tables = vec![
        (Table::Countries, root.join("countries/countries.tsv")),
        (Table::Countries, root.join("countries/peoples.tsv")),
    ];
    tables.extend(place_tables(root)?.into_iter().map(|f| {
        let generated = f.parent().is_some_and(|p| p.ends_with("geonames"));
        (if generated { Table::Places } else { Table::PlacesByHand }, f)
    }));
    tables.extend(files(&root.join("names"))?.into_iter().map(|f| (Table::Names, f)));
    for (table, file) in tables {
        let (name, text) = read(&file)?;
        read_table(&mut source, table, &name, &text, &ambiguous);
    }
    Ok(source)
}

/// The examples with their file and line, one a line.
fn examples(source: &Source) -> String {
    let line = |e: &Example| {
        let sign = if e.holds { "→" } else { "≠>" };
        format!("{}\t{}\t{} {sign} {}\n", e.place.0, e.place.1, e.surface, e.wanted)
    };
    source.examples.iter().map(line).collect()
}

fn gazetteer(root: &Path) -> Result<Vec<u8>> {
    let mut places = Vec::new();
    for file in place_tables(root)? {
        let (name, text) = read(&file)?;
        places.extend(parse_places(&name, &text)?);
    }
    let (_, ambiguous) = read(&root.join("places/ambiguous-names.tsv"))?;
    Ok(gazetteer::compile(&gazetteer::merge(places), &Ambiguous::parse(&ambiguous))?)
}

/// Tables of places, generated ones first: what is written by hand is read last and comes first.
fn place_tables(root: &Path) -> Result<Vec<PathBuf>> {
    let mut tables = files(&root.join("places/geonames"))?;
    tables.extend(["regions.tsv", "front-lines.tsv"].map(|f| root.join("places").join(f)));
    Ok(tables)
}

fn read(file: &Path) -> Result<(String, String)> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    Ok((name, text))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<std::result::Result<Vec<_>, _>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "tsv" || e == "txt"));
    files.sort();
    Ok(files)
}
