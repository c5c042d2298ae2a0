//! Where `gradlab run` finds image sets.

mod folder;

use folder::{Folder, Ran};
use gradient_lab::data::{IMAGES_PER_FILE, ImageFile};
use std::fs;
use std::process::Command;

const DOCUMENT: &str = r#"{"version": 1, "data": {"kind": "mnist", "samples": 20}, "training": {"epochs": 1}}"#;

#[test]
fn missing_images_say_how_to_get_them() {
    let folder = Folder::new();
    folder.write("run.json", DOCUMENT);
    folder.run(&["run.json"]).is_refused("run `cargo xtask assets`");
}

#[test]
fn an_installed_program_finds_images_in_the_folder_of_its_user() {
    let folder = Folder::new();
    folder.write("run.json", DOCUMENT);
    let home = folder.path("home");
    let run = |xdg: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gradlab"));
        command.current_dir(folder.path("")).args(["run", "run.json"]).env("HOME", &home).env("LOCALAPPDATA", &home);
        command.env_remove("GRADLAB_DATA").env_remove("XDG_DATA_HOME");
        command.envs(xdg.map(|name| ("XDG_DATA_HOME", folder.path(name))));
        Ran::from(command.output().unwrap())
    };
    let of_system = match std::env::consts::OS {
        "windows" => "home/gradlab",
        "macos" => "home/Library/Application Support/gradlab",
        _ => "home/.local/share/gradlab",
    };
    let name = "mnist.0.bin";
    fs::create_dir_all(folder.path(of_system)).unwrap();
    folder.write(&format!("{of_system}/{name}"), "not images");
    run(None).is_refused("mnist.0.bin: the file is cut short");

    let labels: Vec<u8> = (0..10).cycle().take(IMAGES_PER_FILE).collect();
    let pixels = labels.iter().flat_map(|&label| [20 * label; 28 * 28]).collect();
    let images = ImageFile { width: 28, height: 28, labels, pixels }.encode(name);
    fs::write(folder.path(of_system).join(name), &images).unwrap();
    let ran = run(None);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));

    if cfg!(all(unix, not(target_os = "macos"))) {
        fs::create_dir_all(folder.path("xdg/gradlab")).unwrap();
        folder.write(&format!("xdg/gradlab/{name}"), "not images");
        run(Some("xdg")).is_refused("mnist.0.bin: the file is cut short");
    }
}
