//! Builds the page and puts its files into the program.
//!
//! The sources are copied into cargo's output folder and built there, so that nothing built lies among them. Where Node
//! is absent, or npm fails, the program is built without the page and says how to get it; `RIWAYA_UI=off` skips it.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

/// Folders of `ui` that are no sources.
const NOT_SOURCES: [&str; 5] = ["node_modules", "dist", "test-results", "coverage", ".svelte-kit"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let ui = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../ui");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RIWAYA_UI");
    for file in sources(&ui) {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    let (assets, why) = match page(&ui, &out) {
        Ok(built) => (assets(&built, &out)?, String::new()),
        Err(why) => {
            println!("cargo::warning=the page is left out: {why}");
            (
                String::new(),
                format!(
                    "this program was built without its page ({why}); to get it, install Node 20 or later and build it again"
                ),
            )
        }
    };
    let written = format!("static ASSETS: &[Asset] = &[\n{assets}];\nconst WHY_NONE: &str = {why:?};\n");
    fs::write(out.join("page.rs"), written)?;
    Ok(())
}

/// Files and folders of the page's sources.
fn sources(ui: &Path) -> Vec<PathBuf> {
    let is_source = |e: &walkdir::DirEntry| {
        e.depth() == 0 || !e.file_name().to_str().is_some_and(|n| NOT_SOURCES.contains(&n) || n.starts_with('.'))
    };
    let found = WalkDir::new(ui).sort_by_file_name().into_iter().filter_entry(is_source).filter_map(Result::ok);
    // The folder itself is left out: what npm puts into it changes it.
    found.filter(|e| e.depth() > 0).map(walkdir::DirEntry::into_path).collect()
}

/// Builds the page in the output folder; gives the folder of its files, or why there is none.
fn page(ui: &Path, out: &Path) -> Result<PathBuf, String> {
    if env::var("RIWAYA_UI").is_ok_and(|v| v == "off") {
        return Err("RIWAYA_UI=off".to_owned());
    }
    if !ui.join("package.json").is_file() {
        return Err("there are no sources of it".to_owned());
    }
    let (work, built) = (out.join("ui"), out.join("page"));
    copy(ui, &work).map_err(|e| e.to_string())?;
    let lock = fs::read(work.join("package-lock.json")).map_err(|e| e.to_string())?;
    let installed = out.join("ui-installed");
    let wanted = hex(&lock);
    if fs::read_to_string(&installed).is_ok_and(|i| i == wanted) && work.join("node_modules").is_dir() {
        // What is installed is what the lock names.
    } else {
        npm(&["ci", "--no-audit", "--no-fund", "--loglevel=error"], &work, &built)?;
        fs::write(&installed, wanted).map_err(|e| e.to_string())?;
    }
    npm(&["run", "build"], &work, &built)?;
    Ok(built)
}

/// Makes the copy equal to the sources; what npm installed there stays.
fn copy(ui: &Path, work: &Path) -> io::Result<()> {
    fs::create_dir_all(work)?;
    for entry in fs::read_dir(work)? {
        let entry = entry?;
        if entry.file_name() == "node_modules" {
            continue;
        }
        if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
    }
    for source in sources(ui) {
        let target = work.join(source.strip_prefix(ui).unwrap_or(&source));
        if source.is_dir() {
            fs::create_dir_all(&target)?;
        } else {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

fn npm(args: &[&str], work: &Path, built: &Path) -> Result<(), String> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(program).args(args).current_dir(work).env("RIWAYA_UI_OUT", built).output();
    let output = run.map_err(|e| match e.kind() {
        io::ErrorKind::NotFound => "npm is not installed".to_owned(),
        _ => format!("npm: {e}"),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    for line in said.lines().filter(|l| !l.trim().is_empty()).take(12) {
        println!("cargo::warning=npm: {line}");
    }
    Err(format!("`npm {}` failed", args.join(" ")))
}

/// The table of the page's files, each compressed.
fn assets(built: &Path, out: &Path) -> Result<String, Box<dyn Error>> {
    let compressed = out.join("compressed");
    fs::create_dir_all(&compressed)?;
    let mut table = String::new();
    for entry in WalkDir::new(built).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(built)?.to_string_lossy().replace('\\', "/");
        let Some(kind) = kind(&path) else { continue };
        let plain = fs::read(entry.path())?;
        let digest = hex(&plain);
        let small = compressed.join(&digest);
        if !small.is_file() {
            let params = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
            let mut bytes = Vec::new();
            brotli::BrotliCompress(&mut plain.as_slice(), &mut bytes, &params)?;
            fs::write(&small, bytes)?;
        }
        let tag = format!("\"{}\"", &digest[..32]);
        writeln!(
            table,
            "Asset {{ path: {path:?}, kind: {kind:?}, tag: {tag:?}, brotli: include_bytes!({:?}), plain: include_bytes!({:?}) }},",
            small.display().to_string(),
            entry.path().display().to_string()
        )?;
    }
    Ok(table)
}

/// The media type of a file; none for what a browser does not ask for.
fn kind(path: &str) -> Option<&'static str> {
    Some(match path.rsplit('.').next()? {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "geojson" | "topojson" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
