//! Learning from the frames' own examples: sentences in which an event must, must not, be found.

use crate::candidate::Candidate;
use crate::choose_event;
use crate::decide::{Judge, Layout};
use crate::event::Event;
use crate::page::Page;
use crate::reader::{Reader, Report};
use crate::scorer::{Features, Model};
use crate::train::Trainer;

/// What an example weighs beside an annotated claim: it shows a use at its plainest, and stands alone among hundreds of reports, and
/// it must hold.
const WEIGHT: f32 = 9.0;

/// Teaches the choice of events from the examples of every frame.
pub(crate) fn teach(reader: &Reader, judge: &Judge, trainer: &mut Trainer) {
    let mut session = reader.session();
    let mut f = Features::named();
    for (id, frame) in judge.frames.frames.iter().enumerate() {
        for (sentences, tells) in [(&frame.reads, true), (&frame.refuses, false)] {
            for sentence in sentences {
                session.on_page(&Report::new(sentence), |page, outlet, _| {
                    let layout = judge.layout(page, outlet);
                    let example = Example { judge, page, layout: &layout, frame: id as u16, event: frame.event };
                    if tells { example.reads(trainer, &mut f) } else { example.refuses(trainer, &mut f) }
                });
            }
        }
    }
}

struct Example<'a, 't> {
    judge: &'a Judge,
    page: &'a Page<'t>,
    layout: &'a Layout,
    frame: u16,
    event: Event,
}

impl Example<'_, '_> {
    /// The first word that meets the frame tells its event, phrases before words.
    fn reads(&self, trainer: &mut Trainer, f: &mut Features) {
        let of_frame = self.layout.candidates.iter().filter(|c| c.frames.contains(&self.frame));
        if let Some(c) = of_frame.min_by_key(|c| (!c.phrase, c.rank, c.head)) {
            self.label(c, Some(self.event), trainer, f);
        }
    }

    /// No word tells the frame's event.
    fn refuses(&self, trainer: &mut Trainer, f: &mut Features) {
        for c in self.layout.candidates.iter().filter(|c| c.events(&self.judge.frames).contains(&self.event)) {
            self.label(c, None, trainer, f);
        }
    }

    fn label(&self, c: &Candidate, told: Option<Event>, trainer: &mut Trainer, f: &mut Features) {
        let events = c.events(&self.judge.frames);
        let gold = told.and_then(|t| events.iter().position(|e| *e == t)).map_or(0, |k| k + 1);
        choose_event::features(self.judge.view(self.page, self.layout), c, f);
        let mut labels = vec!["none"];
        labels.extend(events.iter().map(|e| e.as_str()));
        trainer.label(Model::Event, f, &labels, gold, WEIGHT);
    }
}
