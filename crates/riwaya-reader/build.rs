//! Compiles `lexicon/weights.tsv` into the table that the crate carries.

// The library uses the rest of these modules.
#[allow(dead_code, unused_imports)]
#[path = "src/scorer.rs"]
mod scorer;
#[allow(dead_code)]
#[path = "src/weights.rs"]
mod weights;

use std::error::Error;
use std::path::PathBuf;
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
    Ok(())
}
