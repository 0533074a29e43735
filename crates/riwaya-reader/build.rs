//! Compiles `lexicon/weights.tsv` into the table that the crate carries.

// The library uses the rest of these modules.
#[allow(dead_code, unused_imports)]
#[path = "src/scorer.rs"]
mod scorer;
#[allow(dead_code)]
#[path = "src/weights.rs"]
mod weights;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let file = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../lexicon/weights.tsv");
    println!("cargo::rerun-if-changed={}", file.display());
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => {
            println!("cargo::warning={}: {error}; the rules stand alone until the scorers are trained", file.display());
            String::new()
        }
    };
    let table = weights::compile(&text)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("weights.bin"), table)?;
    let version = format!("{}+{:016x}", env::var("CARGO_PKG_VERSION")?, fingerprint()?);
    println!("cargo::rustc-env=RIWAYA_READER_VERSION={version}");
    Ok(())
}

/// What the reader reads by: its lexicon, and the code of its crates.
fn fingerprint() -> Result<u64, Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../..");
    let mut files = Vec::new();
    for folder in [
        "lexicon",
        "crates/riwaya-text/src",
        "crates/riwaya-lexicon/src",
        "crates/riwaya-value/src",
        "crates/riwaya-reader/src",
    ] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
        collect(&root.join(folder), &mut files)?;
    }
    files.sort();
    // FNV-1a: it tells versions apart; nobody is kept from making two alike.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let name = file.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        for byte in name.into_bytes().into_iter().chain(fs::read(&file)?) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(hash)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e != "md") {
            files.push(path);
        }
    }
    Ok(())
}
