//! Compiles `lexicon/words` and `lexicon/classes` into the bytes that the crate carries.

// The library uses the rest of these modules.
#[allow(dead_code)]
#[path = "src/compile/mod.rs"]
mod compile;
#[allow(dead_code)]
#[path = "src/grammar.rs"]
mod grammar;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../lexicon");
    let mut source = compile::source::Source::default();
    for (folder, is_words) in [("words", true), ("classes", false)] {
        let folder = root.join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        for file in files(&folder)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read_to_string(&file)?;
            if is_words { source.read_words(&name, &text)? } else { source.read_classes(&name, &text)? }
        }
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("lexicon.bin"), compile::compile(&source)?)?;
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "tsv" || e == "txt"));
    files.sort();
    Ok(files)
}
