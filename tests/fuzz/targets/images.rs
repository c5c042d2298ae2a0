//! Any bytes as a file of packed images.

#![no_main]

use gradient_lab::data::ImageFile;
use gradient_lab_fuzz::is_one_line;
use libfuzzer_sys::fuzz_target;

const NAME: &str = "set.0.bin";
const IMAGES: usize = 2;
const WIDTH: usize = 3;
const HEIGHT: usize = 2;

fuzz_target!(|bytes: &[u8]| {
    match ImageFile::decode(NAME, bytes, IMAGES, WIDTH, HEIGHT) {
        Ok(file) => {
            assert_eq!((file.labels.len(), file.pixels.len()), (IMAGES, IMAGES * WIDTH * HEIGHT));
            let again = file.encode(NAME);
            assert_eq!(ImageFile::decode(NAME, &again, IMAGES, WIDTH, HEIGHT), Ok(file));
        }
        Err(error) => is_one_line(&error),
    }
});
