//! Names the code by which the account is made: one that other code made is made anew.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What of the store has a part in what is kept of the account; the rest only asks it.
const KEEPS: [&str; 9] = [
    "behind.rs",
    "facet.rs",
    "gist.rs",
    "incident.rs",
    "near_copies.rs",
    "reconcile.rs",
    "series.rs",
    "truces.rs",
    "truces_anew.rs",
];

fn main() -> Result<(), Box<dyn Error>> {
    let source = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("src");
    println!("cargo::rerun-if-changed={}", source.display());
    let mut files: Vec<PathBuf> = KEEPS.iter().map(|name| source.join("store").join(name)).collect();
    for folder in ["account", "model"] {
        collect(&source.join(folder), &mut files)?;
    }
    files.sort();
    // FNV-1a: it tells versions apart; nobody is kept from making two alike.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let name = file.strip_prefix(&source)?.to_string_lossy().replace('\\', "/");
        for byte in name.into_bytes().into_iter().chain(fs::read(&file)?) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=RIWAYA_ACCOUNT_CODE={hash:016x}");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
