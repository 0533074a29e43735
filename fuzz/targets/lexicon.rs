//! A user's lexicon files, of every kind, full of anything: read or refused, never a panic.

#![no_main]

use std::path::PathBuf;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use riwaya_reader::{Reader, Report};

const FILES: [&str; 8] = [
    "words/words.tsv",
    "classes/classes.txt",
    "frames/frames.toml",
    "cues/cues.toml",
    "names/groups.tsv",
    "names/heads.tsv",
    "names/persons.tsv",
    "names/qualities.tsv",
];

/// A folder in memory for this process, with an empty folder for every kind of file.
fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let memory = PathBuf::from("/dev/shm");
        let base = if memory.is_dir() { memory } else { std::env::temp_dir() };
        let folder = base.join(format!("riwaya-fuzz-{}", std::process::id()));
        for file in FILES {
            std::fs::create_dir_all(folder.join(file).parent().unwrap()).unwrap();
        }
        folder
    })
}

fuzz_target!(|input: (u8, &str)| {
    let path = folder().join(FILES[usize::from(input.0) % FILES.len()]);
    std::fs::write(&path, input.1).unwrap();
    if let Ok(reader) = Reader::with_folder(folder()) {
        reader.session().read(&Report::new("قصفت القوات مدينة كنجة وقتلت 13 مدنيا، وفق مصدر."));
    }
    std::fs::remove_file(&path).unwrap();
});
