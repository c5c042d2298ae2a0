//! The files that `gradlab run` writes: whole or not at all, and never over what it reads.

mod folder;

use folder::{Folder, Ran, SMALL, read, records};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn an_output_that_cannot_be_written_is_found_before_any_is() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    folder.write("kept", "as it was");
    folder
        .run(&["run.json", "--trace", "kept", "--final-weights", "none/w.safetensors"])
        .is_refused("none/w.safetensors: cannot be written: its folder is not there");
    folder
        .run(&["run.json", "--trace", "none/trace", "--final-weights", "kept"])
        .is_refused("none/trace: cannot be written");
    folder
        .run(&["run.json", "--trace", "none/trace", "--final-weights", "new"])
        .is_refused("none/trace: cannot be written");
    folder.run(&["run.json", "--trace", "."]).is_refused("cannot be written");
    assert_eq!(folder.files(), ["kept", "run.json"]);
    assert_eq!(read(&folder.path("kept")), "as it was");
}

#[cfg(unix)]
#[test]
fn a_file_stays_as_it_was_where_its_successor_cannot_be_written() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    assert_eq!(folder.run(&["run.json", "--final-weights", "model", "--trace", "trace"]).status, 0);
    let files = ["model", "trace"].map(|name| fs::read(folder.path(name)).unwrap());
    for arguments in ["model --quiet --final-weights model", "run.json --quiet --trace trace"] {
        // A limit of no bytes a file, which is a full disk to the program.
        let script = format!("trap '' XFSZ; ulimit -f 0; exec '{}' run {arguments}", env!("CARGO_BIN_EXE_gradlab"));
        let ran = Command::new("sh").args(["-c", &script]).current_dir(folder.path("")).output().unwrap();
        Ran::from(ran).is_refused(": cannot be written: ");
    }
    assert!(files == ["model", "trace"].map(|name| fs::read(folder.path(name)).unwrap()));
    assert_eq!(folder.files(), ["model", "run.json", "trace"]);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_keeps_its_trace_and_leaves_its_weights_as_they_were() {
    let folder = Folder::new();
    folder.write("run.json", &SMALL.replace("\"epochs\": 3", "\"epochs\": 1000000"));
    folder.write("w", "as it was");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradlab"));
    command.current_dir(folder.path("")).args(["run", "run.json", "--trace", "trace", "--final-weights", "w"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Training has begun when the trace has: beside its place, or in it.
    let size = |name: &String| fs::metadata(folder.path(name)).map_or(0, |about| about.len());
    while !folder.files().iter().any(|name| size(name) > 0 && name != "run.json" && name != "w") {}
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let ran = Ran::from(child.wait_with_output().unwrap());
    let trace = records(&read(&folder.path("trace")));
    let steps = trace.iter().filter(|record| record["type"] == "step").count();
    assert!(steps > 0);
    let last = trace.last().unwrap();
    assert_eq!((&last["type"], &last["step"]), (&"diagnosis".into(), &steps.into()));
    assert!(ran.stdout.contains(&format!("\nAfter step {steps}: training loss ")), "{}", ran.stdout);
    assert_eq!(ran.stderr, format!("error: interrupted after step {steps}\n"));
    assert_eq!((ran.status, folder.files()), (130, ["run.json", "trace", "w"].map(String::from).to_vec()));
    assert_eq!(read(&folder.path("w")), "as it was");
}

#[cfg(unix)]
#[test]
fn a_written_file_has_the_rights_of_any_other_and_a_link_stays_one() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    let ordinary = mode(&folder.write("run.json", SMALL));
    let kept = folder.write("kept", "");
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("kept", folder.path("link")).unwrap();
    assert_eq!(folder.run(&["run.json", "--trace", "link", "--final-weights", "new"]).status, 0);
    assert_eq!((mode(&kept) & 0o777, mode(&folder.path("new"))), (0o640, ordinary));
    assert!(folder.path("link").is_symlink() && !read(&kept).is_empty());
}

#[test]
fn an_output_never_overwrites_what_is_read() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    folder.run(&["run.json", "--trace", "./run.json"]).is_refused("would overwrite the experiment");
    folder.run(&["run.json", "--final-weights", "run.json"]).is_refused("would overwrite the experiment");
    folder
        .run(&["run.json", "--trace", "both", "--final-weights", "both"])
        .is_refused("would overwrite the final weights");
    assert_eq!(read(&folder.path("run.json")), SMALL);
    assert_eq!(folder.files(), ["run.json"]);
}

#[test]
fn weights_may_be_trained_on_in_their_own_file() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    assert_eq!(folder.run(&["run.json", "--steps", "0", "--final-weights", "w.safetensors"]).status, 0);
    let before = fs::read(folder.path("w.safetensors")).unwrap();
    let on = ["run.json", "--initial-weights", "w.safetensors", "--final-weights", "w.safetensors"];
    assert_eq!(folder.run(&on).status, 0);
    let after = fs::read(folder.path("w.safetensors")).unwrap();
    assert_eq!(before.len(), after.len());
    assert_ne!(before, after);
}

#[test]
fn a_model_may_be_trained_on_in_its_own_file() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    assert_eq!(folder.run(&["run.json", "--final-weights", "model"]).status, 0);
    let before = fs::read(folder.path("model")).unwrap();
    assert_eq!(folder.run(&["model", "--final-weights", "other"]).status, 0);
    let on = folder.run(&["model", "--final-weights", "model"]);
    assert_eq!((on.status, on.stderr.as_str()), (0, ""));
    let after = fs::read(folder.path("model")).unwrap();
    assert_ne!(after, before);
    assert_eq!(after, fs::read(folder.path("other")).unwrap());

    folder.run(&["model", "--trace", "model"]).is_refused("would overwrite the experiment");
    assert_eq!(fs::read(folder.path("model")).unwrap(), after);
}

/// A writer into a pipe that nobody reads from.
#[cfg(unix)]
fn closed_pipe() -> std::io::PipeWriter {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer
}

#[cfg(unix)]
#[test]
fn what_nobody_reads_ends_quietly() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    for arguments in
        [&["fields"][..], &["schema"], &["check", "run.json"], &["--help"], &["run", "--help"], &["run", "run.json"]]
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gradlab"));
        command.current_dir(folder.path("")).args(arguments).stdout(closed_pipe());
        let ran = Ran::from(command.output().unwrap());
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_trace_that_nobody_reads_ends_the_run_quietly_and_without_weights() {
    use std::io::{BufRead, BufReader};

    let folder = Folder::new();
    folder.write("run.json", &SMALL.replace("\"epochs\": 3", "\"epochs\": 1000000"));
    folder.write("kept", "as it was");
    for weights in ["kept", "new"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gradlab"));
        command.current_dir(folder.path("")).args(["run", "run.json", "--trace", "-", "--final-weights", weights]);
        // Who reads one line and leaves, and who never read any.
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with(r#"{"type":"diagnosis","step":0"#), "{line}");
        let left = Ran::from(child.wait_with_output().unwrap());
        let unread = Ran::from(command.stdout(closed_pipe()).output().unwrap());
        for ran in [left, unread] {
            // What the first batch says, and nothing of an end that it did not come to.
            assert!(ran.stderr.starts_with("Verdict before step 1: "), "{}", ran.stderr);
            assert_eq!((ran.status, ran.stderr.lines().count()), (0, 5), "{}", ran.stderr);
        }
    }
    assert_eq!(folder.files(), ["kept", "run.json"]);
    assert_eq!(read(&folder.path("kept")), "as it was");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_the_standard_output_is_an_error() {
    let folder = Folder::new();
    folder.write("run.json", SMALL);
    for arguments in
        [&["fields"][..], &["schema"], &["check", "run.json"], &["run", "run.json", "--quiet", "--trace", "-"]]
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gradlab"));
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        command.current_dir(folder.path("")).args(arguments).stdout(full);
        Ran::from(command.output().unwrap()).is_refused("error: the standard output: cannot be written: ");
    }
}
