//! Training of the scorers: examples in, a weights file out, the same bytes for the same examples.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use crate::names::PartyWords;
use crate::scorer::{Features, Model};

/// One decision with its right answer: the features of each candidate, by name.
#[derive(Clone, Debug)]
struct Example {
    candidates: Vec<Vec<u32>>,
    /// The right ones; where there are several, any of them will do.
    gold: Vec<usize>,
    weight: f32,
}

/// The examples of one model.
#[derive(Clone, Debug, Default)]
struct Sheet {
    names: Vec<String>,
    index: HashMap<String, u32>,
    seen: Vec<u32>,
    examples: Vec<Example>,
}

/// Collects examples and fits weights to them.
#[derive(Clone, Debug)]
pub(crate) struct Trainer {
    sheets: Vec<Sheet>,
    /// The models that are trained; examples of others are not kept.
    models: Vec<Model>,
    /// How much the lesson counts of which examples come.
    lesson: f32,
}

const HEADER: &str = "# Weights of the linear scorers. Made by `riwaya train`; do not edit by hand.\n";

/// Weights below this are left out of the file.
const SMALLEST: f32 = 0.05;

/// How a model is fitted.
///
/// Chosen by fitting half of the annotated reports and asking how likely the other half then is: the features that occur
/// seldom must not take what is due to the common ones.
#[derive(Clone, Copy, Debug)]
struct Fit {
    epochs: u32,
    rate: f32,
    /// What the sum of squared gradients begins with, so that the first sight of a feature moves its weight little.
    caution: f32,
    /// Strength of the pull to exactly zero, per step (Duchi et al. 2011, section 5.1): what carries little goes.
    lasso: f32,
    /// Features seen fewer times are left out.
    rare: u32,
    /// How many fits are averaged, each with an order of the examples of its own: choices that hang by a hair then hang less
    /// on that order.
    runs: u32,
}

impl Fit {
    /// How a model is fitted: the fewer its examples, the larger its steps.
    fn of(model: Model) -> Self {
        let rate = match model {
            Model::Join | Model::Bare => 0.2,
            Model::Number | Model::Speaker => 0.1,
            _ => 0.05,
        };
        Self { epochs: 16, rate, caution: 4.0, lasso: 0.001, rare: 3, runs: 3 }
    }
}

impl Trainer {
    /// A trainer of some models.
    pub(crate) fn of(models: &[Model]) -> Self {
        Self { sheets: vec![Sheet::default(); Model::ALL.len()], models: models.to_vec(), lesson: 1.0 }
    }

    /// Whether it trains a model.
    pub(crate) fn trains(&self, model: Model) -> bool {
        self.models.contains(&model)
    }

    /// Tells how much the examples that follow count.
    pub(crate) fn weigh(&mut self, lesson: f32) {
        self.lesson = lesson;
    }

    /// Adds a choice among candidates; each candidate is a bag of named features.
    pub(crate) fn choice(&mut self, model: Model, candidates: &[Vec<String>], gold: usize, weight: f32) {
        self.choice_of(model, candidates, vec![gold], weight);
    }

    /// Adds a choice of which several answers are right.
    pub(crate) fn choice_of(&mut self, model: Model, candidates: &[Vec<String>], gold: Vec<usize>, weight: f32) {
        if !self.trains(model) {
            return;
        }
        let sheet = &mut self.sheets[model as usize];
        let candidates = candidates.iter().map(|names| names.iter().map(|n| sheet.feature(n)).collect()).collect();
        sheet.examples.push(Example { candidates, gold, weight: weight * self.lesson });
    }

    /// Adds a choice among labels of one bag.
    pub(crate) fn label(&mut self, model: Model, features: &Features, labels: &[&str], gold: usize, weight: f32) {
        if !self.trains(model) {
            return;
        }
        let candidates: Vec<Vec<String>> =
            labels.iter().map(|l| features.names().iter().map(|n| format!("{n}|{l}")).collect()).collect();
        self.choice(model, &candidates, gold, weight);
    }

    /// Adds a yes or no.
    pub(crate) fn binary(&mut self, model: Model, features: &Features, yes: bool, weight: f32) {
        self.choice(model, &[Vec::new(), features.names().to_vec()], usize::from(yes), weight);
    }

    /// Fits its models and writes the weights file (its form: [`crate::weights`]).
    pub(crate) fn fit(&self) -> String {
        self.fit_by(Fit::of)
    }

    /// Fits its models in a sixth of the time: as good as a reader of other lessons would be.
    pub(crate) fn fit_roughly(&self) -> String {
        self.fit_by(|model| Fit { epochs: 8, runs: 1, ..Fit::of(model) })
    }

    /// Each model has a thread of its own; none looks at another's examples.
    fn fit_by(&self, fit: impl Fn(Model) -> Fit) -> String {
        std::thread::scope(|scope| {
            let section = |model: &Model| {
                let (model, fit) = (*model, fit(*model));
                scope.spawn(move || self.section(model, fit))
            };
            let sections: Vec<_> = self.models.iter().map(section).collect();
            sections.into_iter().map(|s| s.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        })
    }

    fn section(&self, model: Model, fit: Fit) -> String {
        let sheet = &self.sheets[model as usize];
        let kept = sheet.names.iter().map(String::as_str).zip(sheet.fit(fit)).filter(|(_, w)| w.abs() >= SMALLEST);
        let mut out = String::new();
        write_model(model, kept, &mut out);
        out
    }
}

/// A weights file with the sections of `fresh` where it has them, else those of `stored`; without signs that name a
/// country, for what is learnt of one party must hold of all.
pub(crate) fn compose(stored: &str, fresh: &str) -> String {
    let section = |file: &str, model: &Model| -> Option<String> {
        let head = format!("[{}]\n", model.name());
        let rest = &file[file.find(&head)?..];
        Some(rest[..rest[1..].find("\n[").map_or(rest.len(), |end| end + 2)].to_owned())
    };
    let parties = PartyWords::builtin();
    let fair = |line: &&str| !parties.in_feature(line.split('\t').next().unwrap_or(line));
    let sections = Model::ALL.iter().filter_map(|m| section(fresh, m).or_else(|| section(stored, m)));
    let sections = sections.map(|s| s.split_inclusive('\n').filter(fair).collect::<String>());
    std::iter::once(HEADER.to_owned()).chain(sections).collect()
}

fn write_model<'n>(model: Model, weights: impl Iterator<Item = (&'n str, f32)>, out: &mut String) {
    let labels = model.labels();
    let mut lines: BTreeMap<&str, Vec<(usize, f32)>> = BTreeMap::new();
    for (name, weight) in weights {
        let (feature, label) = if labels.is_empty() { (name, "") } else { name.rsplit_once('|').unwrap_or((name, "")) };
        let label = labels.iter().position(|l| *l == label).unwrap_or(0);
        lines.entry(feature).or_default().push((label, weight));
    }
    let _ = writeln!(out, "[{}]", model.name());
    for (feature, mut weights) in lines {
        weights.sort_by_key(|(label, _)| *label);
        let cells =
            weights.iter().map(|(l, w)| labels.get(*l).map_or(format!("{w:.2}"), |label| format!("{label}:{w:.2}")));
        let _ = writeln!(out, "{feature}\t{}", cells.collect::<Vec<_>>().join(" "));
    }
}

impl Sheet {
    fn feature(&mut self, name: &str) -> u32 {
        let next = self.names.len() as u32;
        let id = *self.index.entry(name.to_owned()).or_insert(next);
        if id == next {
            self.names.push(name.to_owned());
            self.seen.push(0);
        }
        self.seen[id as usize] += 1;
        id
    }

    /// The weights: the mean of several fits.
    fn fit(&self, fit: Fit) -> Vec<f32> {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut sum = vec![0f32; self.names.len()];
        for _ in 0..fit.runs {
            sum.iter_mut().zip(self.fit_once(fit, &mut state)).for_each(|(sum, w)| *sum += w);
        }
        sum.iter().map(|sum| sum / fit.runs as f32).collect()
    }

    fn fit_once(&self, fit: Fit, state: &mut u64) -> Vec<f32> {
        let n = self.names.len();
        let (mut w, mut g2) = (vec![0f32; n], vec![fit.caution; n]);
        let keep = |f: u32| self.seen[f as usize] >= fit.rare;
        let mut order: Vec<usize> = (0..self.examples.len()).collect();
        let mut sum = vec![0f32; n];
        // The mean over the later epochs wavers less with the order of the examples than where the last one ends.
        let averaged = fit.epochs / 2;
        for epoch in 0..fit.epochs {
            shuffle(&mut order, state);
            for &e in &order {
                let example = &self.examples[e];
                let mut p: Vec<f32> = example
                    .candidates
                    .iter()
                    .map(|c| c.iter().filter(|f| keep(**f)).map(|f| w[*f as usize]).sum())
                    .collect();
                crate::scorer::softmax(&mut p);
                let right: f32 = example.gold.iter().map(|k| p[*k]).sum();
                for (k, candidate) in example.candidates.iter().enumerate() {
                    let wanted = if example.gold.contains(&k) { p[k] / right.max(1e-6) } else { 0.0 };
                    let error = example.weight * (p[k] - wanted);
                    if error.abs() < 1e-4 {
                        continue;
                    }
                    for &f in candidate.iter().filter(|f| keep(**f)) {
                        let i = f as usize;
                        g2[i] += error * error;
                        let step = fit.rate / g2[i].sqrt();
                        let moved = w[i] - step * error;
                        w[i] = moved.signum() * (moved.abs() - step * fit.lasso).max(0.0);
                    }
                }
            }
            if epoch >= fit.epochs - averaged {
                sum.iter_mut().zip(&w).for_each(|(sum, w)| *sum += w);
            }
        }
        sum.iter().map(|sum| sum / averaged as f32).collect()
    }
}

/// Fisher–Yates with a fixed generator (xorshift64*), so that training does not depend on the machine's randomness.
fn shuffle(order: &mut [usize], state: &mut u64) {
    for i in (1..order.len()).rev() {
        *state ^= *state >> 12;
        *state ^= *state << 25;
        *state ^= *state >> 27;
        let r = state.wrapping_mul(0x2545_f491_4f6c_dd1d);
        order.swap(i, (r % (i as u64 + 1)) as usize);
    }
}
