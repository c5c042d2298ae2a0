//! `gradlab sweep` as its users meet it: a plan in, a line a trial out.

mod folder;

use folder::{Folder, Ran, SMALL, read, records};
use serde_json::{Value, json};
use std::fs;
use std::process::{Command, Stdio};

/// [`SMALL`] with a penalty, so that large rates diverge.
fn base() -> Value {
    let mut base: Value = serde_json::from_str(SMALL).unwrap();
    base["network"]["hidden"][0]["l2"] = json!(1);
    base
}

/// A plan on [`base`] with these members.
fn plan(more: Value) -> Value {
    let mut plan = json!({"version": 1, "base": base()});
    plan.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    plan
}

/// The lines of the plan, swept with these arguments.
fn sweep(folder: &Folder, plan: &Value, arguments: &[&str]) -> Vec<Value> {
    folder.write("plan.json", &plan.to_string());
    let swept = folder.gradlab("sweep", &[&["plan.json"], arguments].concat());
    assert_eq!(swept.status, 0, "{}", swept.stderr);
    records(&swept.stdout)
}

/// A plan whose keys are not in the order of the alphabet.
const GRID: &str = r#"{
    "version": 1,
    "base": {"version": 1, "data": {"kind": "moons", "samples": 50},
        "network": {"hidden": [{"units": 4, "repeat": 2, "activation": "tanh", "l2": 1}]},
        "training": {"epochs": 3, "batch_size": 16}},
    "grid": {"training.optimizer.learning_rate": [0.01, 1e6], "network.hidden[0].init": ["he_normal", "glorot_uniform"]},
    "seeds": [7, 3]
}"#;

#[test]
fn each_line_is_what_the_single_run_says() {
    let folder = Folder::new();
    folder.write("plan.json", GRID);
    let swept = folder.gradlab("sweep", &["plan.json"]);
    assert_eq!((swept.status, swept.stderr.as_str()), (0, "8 trials: 4 finished, 4 diverged\n"));
    let lines = records(&swept.stdout);
    assert_eq!(lines.len(), 8);
    assert!(swept.stdout.starts_with(
        r#"{"trial":0,"set":{"training.optimizer.learning_rate":0.01,"network.hidden[0].init":"he_normal"},"seed":7,"#
    ));
    for (at, line) in lines.iter().enumerate() {
        let mut document: Value = serde_json::from_str::<Value>(GRID).unwrap()["base"].clone();
        let rate = [0.01, 1e6][at / 4];
        document["training"]["optimizer"] = json!({"kind": "sgd", "learning_rate": rate});
        document["network"]["hidden"][0]["init"] = json!(["he_normal", "glorot_uniform"][at / 2 % 2]);
        document["seed"] = json!([7, 3][at % 2]);
        folder.write("run.json", &document.to_string());
        let trace = records(&folder.run(&["run.json", "--trace", "-"]).stdout);
        let last = |kind: &str| trace.iter().rfind(|record| record["type"] == kind).cloned().unwrap_or_default();
        let (step, epoch, first, end) = (last("step"), last("epoch"), &trace[0], trace.last().unwrap());
        for (name, expected) in [
            ("trial", &json!(at)),
            ("seed", &document["seed"]),
            ("status", &json!(["finished", "diverged"][at / 4])),
            ("step", &step["step"]),
            ("epoch", &step["epoch"]),
            ("training_loss", &epoch["training_loss"]),
            ("training_accuracy", &epoch["training_accuracy"]),
            ("validation_loss", &epoch["validation_loss"]),
            ("validation_accuracy", &epoch["validation_accuracy"]),
            ("verdict_first", &first["verdict"]),
            ("rho_first", &first["rho"]),
            ("verdict_last", &end["verdict"]),
            ("rho_last", &end["rho"]),
        ] {
            assert_eq!(&line[name], expected, "{name} of trial {at}");
        }
    }
}

#[test]
fn the_lines_are_the_same_for_any_number_of_jobs() {
    let folder = Folder::new();
    folder.write("plan.json", GRID);
    let lines = |jobs: &str| folder.gradlab("sweep", &["plan.json", "--quiet", "--jobs", jobs]).stdout;
    let one = lines("1");
    assert_eq!(one.lines().count(), 8);
    assert_eq!([lines("3"), lines("8")], [one.clone(), one]);
}

#[test]
fn trials_that_the_file_holds_are_not_done_again() {
    let folder = Folder::new();
    folder.write("plan.json", GRID);
    let out = ["plan.json", "--out", "trials.jsonl"];
    let swept = folder.gradlab("sweep", &out);
    assert_eq!((swept.status, swept.stdout.as_str()), (0, "8 trials: 4 finished, 4 diverged\n"));
    let whole = read(&folder.path("trials.jsonl"));
    // One of those that are there says something that no run would.
    let mut kept: Vec<String> = whole.lines().map(String::from).collect();
    kept[4] = kept[4].replace("diverged", "finished");
    let all = kept.join("\n") + "\n";
    for missing in [6, 5, 1, 0] {
        kept.remove(missing);
    }
    folder.write("trials.jsonl", &(kept.join("\n") + "\n"));
    assert_eq!(folder.gradlab("sweep", &out).stdout, "8 trials: 5 finished, 3 diverged\n");
    assert_eq!(read(&folder.path("trials.jsonl")), all);
}

#[test]
fn a_file_of_other_lines_is_refused_and_stays_as_it_was() {
    let folder = Folder::new();
    folder.write("plan.json", GRID);
    assert_eq!(folder.gradlab("sweep", &["plan.json", "--out", "out"]).status, 0);
    let lines = read(&folder.path("out"));
    folder.write("other.json", &GRID.replace("0.01", "0.02"));
    let twice = format!("{lines}{lines}");
    for (plan, content, message) in [
        ("other.json", lines.as_str(), "out: line 1 is a trial of another plan, or of other data; name another file"),
        ("plan.json", "my notes\n", "out: line 1 is not a trial of a sweep; name another file"),
        ("plan.json", &twice, "out: line 9 does not follow the line before it; name another file"),
        ("plan.json", &lines[..lines.len() - 9], "out: line 8 is not a trial of a sweep; name another file"),
    ] {
        folder.write("out", content);
        folder.gradlab("sweep", &[plan, "--out", "out"]).is_refused(message);
        assert_eq!(read(&folder.path("out")), content);
    }
    folder.gradlab("sweep", &["plan.json", "--out", "plan.json"]).is_refused("would overwrite the plan");
}

#[test]
fn an_interrupted_sweep_keeps_the_trials_that_have_ended() {
    let folder = Folder::new();
    let epochs = json!({"grid": {"training.epochs": [3, 1_000_000, 3, 3]}});
    folder.write("plan.json", &plan(epochs).to_string());
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradlab"));
    command.current_dir(folder.path("")).args(["sweep", "plan.json", "--out", "out", "--jobs", "2"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The first trial that ends is saved at once; the second never ends.
    while !folder.path("out").exists() {}
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let ran = Ran::from(child.wait_with_output().unwrap());
    let lines = records(&read(&folder.path("out")));
    let trials: Vec<_> = lines.iter().map(|line| line["trial"].as_u64().unwrap()).collect();
    assert!([&[0][..], &[0, 2], &[0, 2, 3]].contains(&&trials[..]), "{trials:?}");
    let words = format!("error: interrupted after {} of 4 trials; the same command does the others\n", trials.len());
    assert_eq!((ran.status, ran.stderr, folder.files()), (130, words, ["out", "plan.json"].map(String::from).to_vec()));
}

#[test]
fn halving_gives_the_best_settings_more_epochs() {
    let folder = Folder::new();
    let rates = [0.1, 0.01, 1e6, 1.0];
    let grid = json!({"grid": {"training.optimizer.learning_rate": rates}});
    let halving = json!({"halving": {"factor": 2}, "objective": "training_loss", "seeds": [1, 2, 3]});
    let mut halved = plan(grid);
    halved["base"]["training"]["batch_size"] = json!(4);
    halved.as_object_mut().unwrap().extend(halving.as_object().unwrap().clone());
    let lines = sweep(&folder, &halved, &[]);
    assert_eq!(lines, sweep(&folder, &halved, &["--jobs", "1"]));
    // Rungs of one and two epochs, then all three: four settings, two, one.
    let median = |epochs: u64, setting: usize| {
        let mut losses: Vec<f64> = [1, 2, 3]
            .map(|seed| {
                let mut document = base();
                document["training"]["batch_size"] = json!(4);
                document["seed"] = json!(seed);
                document["training"]["optimizer"] = json!({"kind": "sgd", "learning_rate": rates[setting]});
                folder.write("run.json", &document.to_string());
                let steps = (10 * epochs).to_string();
                let trace = records(&folder.run(&["run.json", "--trace", "-", "--steps", &steps]).stdout);
                let last = trace.iter().rfind(|record| record["type"] == "epoch").cloned().unwrap_or_default();
                last["training_loss"].as_f64().unwrap_or(f64::INFINITY)
            })
            .to_vec();
        losses.sort_by(f64::total_cmp);
        losses[1]
    };
    let best = |epochs: u64, settings: &[usize]| {
        let mut order = settings.to_vec();
        order.sort_by(|&one, &other| median(epochs, one).total_cmp(&median(epochs, other)));
        order.truncate(settings.len() / 2);
        order
    };
    let second = best(1, &[0, 1, 2, 3]);
    let third = best(2, &second);
    for (at, line) in lines.iter().enumerate() {
        let setting = at / 3;
        let (status, epoch) = match setting {
            2 => ("diverged", 1),
            setting if third.contains(&setting) => ("finished", 3),
            setting if second.contains(&setting) => ("stopped", 2),
            _ => ("stopped", 1),
        };
        assert_eq!((line["status"].as_str(), line["epoch"].as_u64()), (Some(status), Some(epoch)), "trial {at}");
    }
}

#[test]
fn random_trials_are_drawn_from_their_ranges_and_by_their_seed() {
    let folder = Folder::new();
    let drawn = |seed: u64| {
        let space = json!({
            "training.optimizer.learning_rate": {"log_uniform": [1e-4, 1]},
            "network.hidden[0].units": {"integer": [2, 4]},
            "network.hidden[0].dropout": {"uniform": [0.1, 0.5]},
            "network.hidden[0].init": {"choice": ["he_normal", "glorot_uniform"]},
        });
        let lines = sweep(&folder, &plan(json!({"random": {"trials": 60, "seed": seed, "space": space}})), &[]);
        lines.into_iter().map(|line| line["set"].clone()).collect::<Vec<_>>()
    };
    let sets = drawn(1);
    assert_eq!(sets, drawn(1));
    assert_ne!(sets, drawn(2));
    let number = |path: &str| sets.iter().map(|set| set[path].as_f64().unwrap()).collect::<Vec<f64>>();
    let rates = number("training.optimizer.learning_rate");
    assert!(rates.iter().all(|rate| (1e-4..=1.0).contains(rate)));
    // Half of the decades lie below 0.01.
    let low = rates.iter().filter(|&&rate| rate < 0.01).count();
    assert!((15..=45).contains(&low), "{low} of 60");
    assert!(number("network.hidden[0].dropout").iter().all(|rate| (0.1..=0.5).contains(rate)));
    let units = number("network.hidden[0].units");
    assert!([2.0, 3.0, 4.0].iter().all(|count| units.contains(count)) && units.iter().all(|u| (2.0..=4.0).contains(u)));
    let inits = |name: &str| sets.iter().filter(|set| set["network.hidden[0].init"] == name).count();
    assert!(inits("he_normal") > 10 && inits("glorot_uniform") > 10);
}

#[test]
fn a_base_on_a_table_is_swept_with_it() {
    let folder = Folder::new();
    folder.write("table.csv", &format!("x,label\n{}", "0.5,a\n1.5,b\n".repeat(15)));
    let base = json!({"version": 1, "base": {"version": 1, "data": {"kind": "csv"}, "training": {"epochs": 2}}, "seeds": [1, 2]});
    assert_eq!(sweep(&folder, &base, &["--data", "table.csv"]).len(), 2);
    folder
        .gradlab("sweep", &["plan.json"])
        .is_refused("plan.json: trial 0: data.kind: csv data come from a file; name it with --data FILE.csv");
    folder.write("plan.json", GRID);
    folder.gradlab("sweep", &["plan.json", "--data", "table.csv"]).is_refused("--data: goes with data of kind csv");
}

#[test]
fn a_plan_that_cannot_be_is_refused_with_its_place() {
    let folder = Folder::new();
    for (more, message) in [
        (json!({"grit": {}}), r#"grit: unknown field "grit"; did you mean "grid"?"#),
        (json!({"version": 2}), "version: must be 1; found 2"),
        (json!({"base": {"version": 1, "seed": -1}}), "base.seed: must be a whole number"),
        (json!({"grid": {"training.epochs": []}}), "must be a list of values, at least one"),
        (json!({"grid": {"training.epochs": [1, 0]}}), "trial 1: training.epochs: must be a whole number from 1"),
        (json!({"grid": {"network.hiden[0].units": [1]}}), r#"trial 0: network.hiden: unknown field "hiden""#),
        (json!({"grid": {}, "random": {"trials": 1, "space": {}}}), "a plan has at most one of them"),
        (json!({"random": {"trials": 0, "space": {}}}), "random.trials: must be a whole number from 1"),
        (json!({"random": {"trials": 2}}), "random.space: must be an object"),
        (json!({"random": {"trials": 2, "space": {"seed": {"normal": [1, 2]}}}}), "must be {\"uniform\": [a, b]}"),
        (json!({"random": {"trials": 2, "space": {"seed": {"integer": [3, 2]}}}}), "the smaller one first"),
        (json!({"random": {"trials": 2, "space": {"seed": {"log_uniform": [0, 2]}}}}), "must be above 0"),
        (json!({"seeds": [1, 1]}), "seeds: must be a list of whole numbers"),
        (json!({"grid": {"seed": [1]}, "seeds": [1]}), "seed: is varied by `seeds` here"),
        (json!({"halving": {"factor": 1}}), "halving.factor: must be a whole number from 2"),
        (json!({"halving": {}, "grid": {"training.epochs": [1]}}), "training.epochs: is what halving gives"),
        (json!({"objective": "loss"}), "objective: must be one of validation_loss, validation_accuracy"),
    ] {
        folder.write("plan.json", &plan(more).to_string());
        let refused = folder.gradlab("sweep", &["plan.json", "--out", "out"]);
        refused.is_refused(message);
        assert!(refused.stderr.starts_with("error: plan.json: ") && !folder.path("out").exists(), "{}", refused.stderr);
    }
    for (text, message) in
        [("{", "not valid JSON"), ("[]", "must be an object"), (r#"{"version": 1}"#, "base: is missing")]
    {
        fs::write(folder.path("plan.json"), text).unwrap();
        folder.gradlab("sweep", &["plan.json"]).is_refused(message);
    }
}
