//! Draws documents with trouble, applies the first remedy, trains both and compares.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use gradient_lab::data::Resources;
use gradient_lab::document::Experiment;
use gradient_lab::remedies::Remedy;
use gradient_lab::session::Session;
use gradient_lab::snapshot::{LearningKind, SnapshotRequest, Verdict};
use gradient_lab::trace::DiagnosisRecord;

use crate::draw::Draw;

/// How many times the untreated run's a training loss is worse, if it is not small by itself.
const WORSE: f64 = 1.05;
const SMALL: f64 = 0.1;

/// A run, from its end.
struct End {
    first: DiagnosisRecord,
    last: DiagnosisRecord,
    /// The last epoch's loss; not finite if the run diverged.
    training: f64,
    validation: f64,
}

fn train(experiment: &Experiment) -> End {
    let mut session = Session::open(experiment.clone(), Resources::default(), None).unwrap();
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
    fn is_learnt(&self) -> bool {
        self.last.learning == Some(LearningKind::Learnt)
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (trouble(&self.first), trouble(&self.last));
        write!(f, "{first}, then {last}; training loss {:.4}, validation loss {:.4}", self.training, self.validation)
    }
}

/// Whether a diagnosis finds something wrong.
fn is_wrong(record: &DiagnosisRecord) -> bool {
    let learns = matches!(record.learning, None | Some(LearningKind::Learnt | LearningKind::Learning));
    record.verdict != Verdict::Healthy || !learns
}

/// What a diagnosis finds, in a word.
fn trouble(record: &DiagnosisRecord) -> String {
    let word = match record.learning {
        Some(learning) if record.verdict == Verdict::Healthy => serde_json::to_value(learning),
        _ => serde_json::to_value(record.verdict),
    };
    word.unwrap().as_str().unwrap().replace('_', " ")
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

/// A document with trouble.
struct Trial {
    experiment: Experiment,
    before: End,
    /// By the first remedy of the diagnosis before the first step, and of that after the last; `None` where nothing was
    /// wrong.
    treated: [Option<Treated>; 2],
}

/// What a remedy did; a document without one counts as not helped.
struct Treated {
    remedy: Option<Remedy>,
    after: Option<End>,
    outcome: Outcome,
}

impl Trial {
    /// `None` if nothing is wrong with the run of `experiment`.
    fn of(experiment: Experiment) -> Option<Self> {
        let before = train(&experiment);
        let treated = [&before.first, &before.last].map(|record| {
            is_wrong(record).then(|| {
                let remedy = record.remedies.first().cloned();
                let after = remedy.as_ref().map(|remedy| train(&experiment.with(&remedy.set).unwrap()));
                let outcome = after.as_ref().map_or(Outcome::Same, |after| compare(&before, after));
                Treated { remedy, after, outcome }
            })
        });
        treated.iter().any(Option::is_some).then_some(Self { experiment, before, treated })
    }
}

/// How many documents there were, and how many of them the first remedy helped or made worse.
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

/// The documents with trouble that a seed draws.
pub struct Suite {
    seed: u64,
    trials: Vec<Trial>,
}

impl Suite {
    /// Draws from `seed` until there are `count` documents with trouble, of layers of up to `widest` units.
    pub fn run(seed: u64, count: usize, widest: f64) -> Self {
        let mut draw = Draw::new(seed, widest);
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
            for treated in self.trials.iter().filter_map(|trial| trial.treated[line].as_ref()) {
                total.add(treated.outcome);
            }
            total
        })
    }

    /// How many were helped, by what was wrong.
    pub fn table(&self) -> String {
        let mut lines = vec![format!("## Seed {}, {} documents", self.seed, self.trials.len())];
        for (line, name) in ["Wrong before the first step", "Wrong after the last step"].into_iter().enumerate() {
            let mut rows: BTreeMap<String, Total> = BTreeMap::new();
            for trial in &self.trials {
                if let Some(treated) = &trial.treated[line] {
                    let record = [&trial.before.first, &trial.before.last][line];
                    rows.entry(trouble(record)).or_default().add(treated.outcome);
                }
            }
            lines.push(format!("\n| {name} | documents | helped | made worse |\n| --- | ---: | ---: | ---: |"));
            for (wrong, total) in rows.into_iter().chain([("**all**".to_string(), self.totals()[line])]) {
                let (helped, worse) = (100.0 * total.helped_share(), 100.0 * total.worse_share());
                lines.push(format!("| {wrong} | {} | {helped:.1} % | {worse:.1} % |", total.cases));
            }
        }
        let overfitting = self.trials.iter().filter(|trial| trouble(&trial.before.last) == "overfitting");
        let ends: Vec<_> = overfitting
            .filter_map(|trial| Some((trial.before.validation, trial.treated[1].as_ref()?.after.as_ref()?.validation)))
            .collect();
        let lower = ends.iter().filter(|(before, after)| after < before).count();
        lines.push(format!("\nOf {} runs that overfit, {lower} end with a lower validation loss.", ends.len()));
        let [first, last] = self.only_longer();
        lines.push(format!("Remedies that only train longer: {first} of the first line, {last} of the last.\n"));
        lines.join("\n")
    }

    /// How many of the first line's remedies, and of the last's, set nothing but the epochs.
    fn only_longer(&self) -> [usize; 2] {
        [0, 1].map(|line| {
            let remedies = self.trials.iter().filter_map(|trial| trial.treated[line].as_ref()?.remedy.as_ref());
            remedies.filter(|remedy| remedy.set.iter().all(|(path, _)| path == "training.epochs")).count()
        })
    }

    /// The documents that were not helped, for whoever improves the rules.
    pub fn failures(&self) -> String {
        let mut lines = vec![];
        for trial in &self.trials {
            for treated in trial.treated.iter().flatten().filter(|treated| treated.outcome != Outcome::Helped) {
                lines.push(format!("{:?}\n  {}", treated.outcome, trial.experiment.to_json()));
                lines.push(format!("  before: {}", trial.before));
                if let (Some(remedy), Some(after)) = (&treated.remedy, &treated.after) {
                    lines.push(format!("  set:    {remedy}\n  after:  {after}"));
                }
            }
        }
        lines.join("\n")
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
