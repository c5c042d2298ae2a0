//! Any bytes as a file of packed images. The first byte chooses what of the file they are.

#![no_main]

use std::sync::LazyLock;

use gradient_lab::data::{IMAGES_PER_FILE, ImageFile, Resources};
use gradient_lab::document::Experiment;
use gradient_lab::session::Session;
use gradient_lab_fuzz::{exercise, is_one_line};
use libfuzzer_sys::fuzz_target;

const DOCUMENT: &str = r#"{"version": 1, "data": {"kind": "mnist", "samples": 10},
    "network": {"hidden": [{"units": 2}]}}"#;
const NAME: &str = "mnist.0.bin";
const SIDE: usize = 28;
const CLASSES: u8 = 10;

const HEADER_BYTES: usize = 52;
/// Where a header says how the rest is packed, and what it says of a rest that is not.
const PACKING: usize = 4;
const PLAIN: u8 = 2;

/// The header of a right file, whose rest is deflated.
static HEADER: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let (labels, pixels) = (vec![0; IMAGES_PER_FILE], vec![0; IMAGES_PER_FILE * SIDE * SIDE]);
    let mut file = ImageFile { width: SIDE, height: SIDE, labels, pixels }.encode(NAME);
    file.truncate(HEADER_BYTES);
    file
});

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let mut plain = HEADER.clone();
    plain[PACKING] = PLAIN;
    match choice % 5 {
        0 => small(bytes),
        1 => drop(load(bytes.to_vec())),
        2 => drop(load([&HEADER, bytes].concat())),
        3 => drop(load([&plain, bytes].concat())),
        _ => {
            // As many bytes as the images need, and every so often a label too high by one.
            let endless = || bytes.iter().chain(&[0]).copied().cycle();
            let labels: Vec<u8> = endless().map(|byte| byte % (CLASSES + 1)).take(IMAGES_PER_FILE).collect();
            let pixels: Vec<u8> = endless().take(IMAGES_PER_FILE * SIDE * SIDE).collect();
            let labelled = labels.iter().all(|&label| label < CLASSES);
            let mut session = load([plain, labels, pixels].concat());
            assert_eq!(session.is_some(), labelled);
            session.as_mut().map(exercise);
        }
    }
});

/// Reads `file` as one of a few small images.
fn small(file: &[u8]) {
    const NAME: &str = "set.0.bin";
    const IMAGES: usize = 2;
    const WIDTH: usize = 3;
    const HEIGHT: usize = 2;
    match ImageFile::decode(NAME, file, IMAGES, WIDTH, HEIGHT) {
        Ok(file) => {
            assert_eq!((file.labels.len(), file.pixels.len()), (IMAGES, IMAGES * WIDTH * HEIGHT));
            let again = file.encode(NAME);
            assert_eq!(ImageFile::decode(NAME, &again, IMAGES, WIDTH, HEIGHT), Ok(file));
        }
        Err(error) => is_one_line(&error),
    }
}

/// A run on the images in `file`, where it is as it should be.
fn load(file: Vec<u8>) -> Option<Session> {
    let experiment = Experiment::parse(DOCUMENT).expect("the document is as it should be");
    let resources = Resources { table: None, assets: vec![(NAME.into(), file)] };
    Session::open(experiment, resources, None).inspect_err(is_one_line).ok()
}
