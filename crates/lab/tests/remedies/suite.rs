//! Draws documents with trouble, applies the first remedy, trains both and compares.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use gradient_lab::data::Resources;
use gradient_lab::document::Experiment;
use gradient_lab::remedies::Remedy;
use gradient_lab::session::Session;
use gradient_lab::snapshot::{LearningKind, SnapshotRequest, Verdict};
use gradient_lab::trace::DiagnosisRecord;

use crate::draw::Draw;

/// A final loss below this is never worse than another.
const SMALL: f64 = 0.1;
const WORSE: f64 = 1.05;

/// The end of a run.
#[derive(Debug, Clone)]
struct End {
    first: DiagnosisRecord,
    last: DiagnosisRecord,
    /// Of the last epoch; not finite if the run diverged.
    training: f64,
    validation: f64,
}

fn train(experiment: &Experiment) -> End {
    let mut session = Session::open(experiment.clone(), &Resources::default(), None).unwrap();
    let first = session.diagnosis();
    session.step(session.total_steps());
    let last = session.diagnosis();
    let snapshot = session.snapshot(&SnapshotRequest { visuals: false, units: 1, side: 2 });
    let row = snapshot.epoch_history.chunks(5).last().map(<[f32]>::to_vec);
    let (training, validation) = row.map_or((f64::NAN, f64::NAN), |row| (f64::from(row[1]), f64::from(row[3])));
    let diverged = last.verdict == Verdict::Diverged;
    End { first, training: if diverged { f64::NAN } else { training }, validation, last }
}

impl End {
    fn has_trouble(&self) -> bool {
        let learns = matches!(self.last.learning, None | Some(LearningKind::Learnt | LearningKind::Learning));
        self.first.verdict != Verdict::Healthy || self.last.verdict != Verdict::Healthy || !learns
    }

    fn is_learnt(&self) -> bool {
        self.last.learning == Some(LearningKind::Learnt)
    }

    /// What is wrong, in a word.
    fn trouble(record: &DiagnosisRecord) -> String {
        match record.learning {
            Some(learning) if record.verdict == Verdict::Healthy => format!("{learning:?}"),
            _ => format!("{:?}", record.verdict),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Helped,
    Same,
    Worse,
}

fn compare(before: &End, after: &End) -> Outcome {
    let finite = |loss: f64| if loss.is_finite() { loss } else { f64::INFINITY };
    let (untreated, treated) = (finite(before.training), finite(after.training));
    let worse = treated > WORSE * untreated && treated >= SMALL;
    if after.is_learnt() || treated < untreated || (after.last.verdict == Verdict::Healthy && !worse) {
        Outcome::Helped
    } else if worse {
        Outcome::Worse
    } else {
        Outcome::Same
    }
}

/// A document with trouble, and what its first remedy did, by the diagnosis of the first line and of the last.
struct Trial {
    experiment: Experiment,
    before: End,
    treated: [Option<(Option<Remedy>, Option<End>, Outcome)>; 2],
}

impl Trial {
    fn of(experiment: Experiment) -> Option<Self> {
        let before = train(&experiment);
        if !before.has_trouble() {
            return None;
        }
        let treated = [&before.first, &before.last].map(|record| {
            let well = record.verdict == Verdict::Healthy
                && matches!(record.learning, None | Some(LearningKind::Learnt | LearningKind::Learning));
            if well {
                return None;
            }
            let Some(remedy) = record.remedies.first() else { return Some((None, None, Outcome::Same)) };
            let after = train(&experiment.with(&remedy.set).unwrap());
            let outcome = compare(&before, &after);
            Some((Some(remedy.clone()), Some(after), outcome))
        });
        Some(Self { experiment, before, treated })
    }
}

#[derive(Debug, Clone, Copy, Default)]
pub struct Total {
    cases: usize,
    helped: usize,
    worse: usize,
}

impl Total {
    fn add(&mut self, outcome: Outcome) {
        self.cases += 1;
        self.helped += usize::from(outcome == Outcome::Helped);
        self.worse += usize::from(outcome == Outcome::Worse);
    }

    pub fn helped_share(&self) -> f64 {
        self.helped as f64 / self.cases as f64
    }

    pub fn worse_share(&self) -> f64 {
        self.worse as f64 / self.cases as f64
    }
}

pub struct Suite {
    seed: u64,
    trials: Vec<Trial>,
}

impl Suite {
    /// Draws from `seed` until there are `count` documents with trouble.
    pub fn run(seed: u64, count: usize) -> Self {
        let mut draw = Draw::new(seed);
        let mut trials = vec![];
        while trials.len() < count {
            let documents: Vec<_> = (0..(count - trials.len()).max(8)).map(|_| draw.document()).collect();
            trials.extend(together(documents));
        }
        trials.truncate(count);
        Self { seed, trials }
    }

    /// Of the first line's remedies, and the last's.
    pub fn totals(&self) -> [Total; 2] {
        [0, 1].map(|line| {
            let mut total = Total::default();
            for (_, _, outcome) in self.trials.iter().filter_map(|trial| trial.treated[line].as_ref()) {
                total.add(*outcome);
            }
            total
        })
    }

    pub fn table(&self) -> String {
        let mut text = format!("Seed {}, {} documents\n", self.seed, self.trials.len());
        for (line, name) in ["first line", "last line"].into_iter().enumerate() {
            let mut rows: BTreeMap<String, Total> = BTreeMap::new();
            for trial in &self.trials {
                let Some((_, _, outcome)) = &trial.treated[line] else { continue };
                let record = if line == 0 { &trial.before.first } else { &trial.before.last };
                rows.entry(End::trouble(record)).or_default().add(*outcome);
            }
            rows.insert("~ all".into(), self.totals()[line]);
            writeln!(text, "\n| {name} | documents | helped | worse |\n| --- | ---: | ---: | ---: |").unwrap();
            for (cause, total) in rows {
                let (helped, worse) = (100.0 * total.helped_share(), 100.0 * total.worse_share());
                writeln!(text, "| {cause} | {} | {helped:.1} % | {worse:.1} % |", total.cases).unwrap();
            }
        }
        text
    }

    /// The documents that were not helped, for whoever improves the rules.
    pub fn failures(&self) -> String {
        let mut text = String::new();
        for trial in &self.trials {
            for (line, treated) in trial.treated.iter().enumerate() {
                let Some((remedy, after, outcome)) = treated else { continue };
                if *outcome == Outcome::Helped {
                    continue;
                }
                let tell = |end: &End| format!("{:?} {:?} {:?} t {:.4} v {:.4}", end.first.verdict, end.last.verdict, end.last.learning, end.training, end.validation);
                writeln!(
                    text, "{outcome:?} line {line}\n  {}\n  before: {}\n  remedy: {}\n  after:  {}",
                    trial.experiment.to_json(), tell(&trial.before),
                    remedy.as_ref().map_or("none".into(), ToString::to_string), after.as_ref().map_or(String::new(), tell),
                ).unwrap();
            }
        }
        text
    }
}

/// The trials of `documents`, in their order, on all processors.
fn together(documents: Vec<Experiment>) -> Vec<Trial> {
    let trials = Mutex::new(vec![]);
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((at, document)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    documents.get(at).map(|document| (at, document))
                } {
                    let trial = Trial::of(document.clone());
                    trials.lock().unwrap().extend(trial.map(|trial| (at, trial)));
                }
            });
        }
    });
    let mut trials = trials.into_inner().unwrap();
    trials.sort_by_key(|(at, _)| *at);
    trials.into_iter().map(|(_, trial)| trial).collect()
}
