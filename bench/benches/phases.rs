//! The reader's phases one by one, on the example reports: `cargo bench -p riwaya-bench`.

#![allow(clippy::unwrap_used, missing_docs, reason = "a bench stops where it cannot go on")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use riwaya_bench::root;
use riwaya_eval::golden;
use riwaya_lexicon::{Analyser, Lexicon};
use riwaya_reader::record::{Heading, Record};
use riwaya_reader::{Reader, Report};
use riwaya_text::Text;

fn phases(c: &mut Criterion) {
    let reports = golden::load_folder(&root().join("examples")).unwrap();
    let text = reports.into_iter().map(|(_, g)| g.text).collect::<Vec<_>>().join("\n");
    let mut group = c.benchmark_group("phases");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("text", |b| b.iter(|| black_box(Text::new(&text))));
    let read = Text::new(&text);
    let mut analyser = Analyser::new(Lexicon::builtin());
    group.bench_function("words", |b| b.iter(|| black_box(analyser.words(&read))));
    group.bench_function("values", |b| b.iter(|| black_box(riwaya_value::read(&read, None))));
    let mut session = Reader::builtin().session();
    group.bench_function("whole reader", |b| b.iter(|| black_box(session.read(&Report::new(&text)))));
    let reading = session.read(&Report::new(&text));
    let heading = Heading { doc: "bench", ..Heading::default() };
    group.bench_function("record", |b| {
        b.iter(|| serde_json::to_string(&Record::new(&heading, &text, &reading)).unwrap());
    });
    group.finish();
}

criterion_group!(benches, phases);
criterion_main!(benches);
