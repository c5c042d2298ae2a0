//! The packed image file: a header, then labels and pixels, deflated.
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `GLIM` |
//! | 4 | 1 if the rest is deflated, 2 if it is plain |
//! | 32 | the file's own name, padded with zeros |
//! | 4 + 4 + 4 | images, pixels across, pixels down |
//! | rest | one byte a label, then one byte a pixel, image by image, row by row from the top |
//!
//! Numbers are little-endian. Deflated data are a zlib stream, with a checksum. In a browser the page inflates them: the
//! engine there is built without the feature `inflate`, and reads plain files only.

use crate::Error;
use crate::error::Input;

const MAGIC: &[u8; 4] = b"GLIM";
const DEFLATED: u32 = 1;
const PLAIN: u32 = 2;
const NAME_BYTES: usize = 32;
const HEADER_BYTES: usize = 4 + 4 + NAME_BYTES + 3 * 4;

/// The level of compression. Higher ones take three times as long and make files no smaller.
#[cfg(feature = "inflate")]
const LEVEL: u8 = 6;

/// The images of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageFile {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// The class of each image.
    pub labels: Vec<u8>,
    /// `[images, height, width]`, 0…255.
    pub pixels: Vec<u8>,
}

impl ImageFile {
    /// The file's bytes, deflated, under `name` (at most 32 bytes).
    ///
    /// # Panics
    /// When the name is too long, or `labels` and `pixels` are for different numbers of images.
    #[cfg(feature = "inflate")]
    pub fn encode(&self, name: &str) -> Vec<u8> {
        assert!(name.len() <= NAME_BYTES, "{name} is too long for the header");
        assert_eq!(self.pixels.len(), self.labels.len() * self.width * self.height, "pixels that belong to no image");
        let mut bytes = header(DEFLATED, name, self.labels.len(), self.width, self.height);
        bytes.extend(miniz_oxide::deflate::compress_to_vec_zlib(&[&self.labels[..], &self.pixels[..]].concat(), LEVEL));
        bytes
    }

    /// Reads the file `name`, which must hold `images` images of `width` by `height` pixels.
    ///
    /// # Errors
    /// When it is another file, or is cut short or damaged. No more memory is allocated than the expected images need.
    pub fn decode(name: &str, bytes: &[u8], images: usize, width: usize, height: usize) -> Result<Self, Error> {
        let error = |what: &str| {
            Error::at(name, format!("{what}; pack or load the image files again")).with_input(Input::Images)
        };
        let Some((found, body)) = bytes.split_at_checked(HEADER_BYTES) else {
            return Err(error("the file is cut short"));
        };
        if !found.starts_with(MAGIC) {
            return Err(error("not an image file of Gradient Lab"));
        }
        let size = images * (1 + width * height);
        let plain = if found == header(PLAIN, name, images, width, height) {
            (body.len() <= size).then(|| body.to_vec())
        } else if found == header(DEFLATED, name, images, width, height) {
            inflate(body, size)
        } else {
            let expected = format!("the file does not hold {images} images of {width} by {height} pixels of this name");
            return Err(error(&expected));
        };
        let Some(mut labels) = plain else {
            return Err(error("the file is cut short or damaged"));
        };
        if labels.len() != size {
            return Err(error("the file holds fewer images than it says"));
        }
        let pixels = labels.split_off(images);
        Ok(Self { width, height, labels, pixels })
    }
}

/// Inflates `body`; `None` if it is damaged or holds more than `size` bytes.
#[cfg(feature = "inflate")]
fn inflate(body: &[u8], size: usize) -> Option<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(body, size).ok()
}

#[cfg(not(feature = "inflate"))]
fn inflate(_: &[u8], _: usize) -> Option<Vec<u8>> {
    None
}

fn header(version: u32, name: &str, images: usize, width: usize, height: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER_BYTES);
    bytes.extend(MAGIC);
    bytes.extend(version.to_le_bytes());
    bytes.extend(name.as_bytes());
    bytes.resize(4 + 4 + NAME_BYTES, 0);
    for number in [images, width, height] {
        bytes.extend((number as u32).to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> ImageFile {
        ImageFile { width: 3, height: 2, labels: vec![1, 0], pixels: (0..12).collect() }
    }

    fn refusal(bytes: &[u8]) -> String {
        ImageFile::decode("set.0.bin", bytes, 2, 3, 2).unwrap_err().to_string()
    }

    #[test]
    fn a_file_comes_back_as_it_was() {
        let bytes = file().encode("set.0.bin");
        assert_eq!(ImageFile::decode("set.0.bin", &bytes, 2, 3, 2), Ok(file()));
    }

    #[test]
    fn every_truncation_is_refused_by_name() {
        let bytes = file().encode("set.0.bin");
        for length in 0..bytes.len() {
            assert!(refusal(&bytes[..length]).starts_with("set.0.bin: the file is cut short"), "at {length}");
        }
    }

    #[test]
    fn every_damaged_byte_is_refused_by_name() {
        let bytes = file().encode("set.0.bin");
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            assert!(refusal(&damaged).starts_with("set.0.bin: "), "at {at}");
        }
    }

    #[test]
    fn a_file_of_another_kind_is_refused() {
        let message = refusal(b"<!doctype html><title>The page that a server sends for what it does not have</title>");
        assert_eq!(message, "set.0.bin: not an image file of Gradient Lab; pack or load the image files again");
    }

    #[test]
    fn another_sets_file_is_refused() {
        let message = refusal(&file().encode("other.0.bin"));
        assert!(message.contains("does not hold 2 images of 3 by 2 pixels of this name"), "{message}");
    }

    #[test]
    fn a_stream_of_another_length_than_the_header_says_is_refused() {
        let mut bytes = header(DEFLATED, "set.0.bin", 2, 3, 2);
        bytes.extend(miniz_oxide::deflate::compress_to_vec_zlib(&[0; 5], LEVEL));
        assert!(refusal(&bytes).contains("fewer images than it says"));
        bytes.truncate(HEADER_BYTES);
        bytes.extend(miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 10_000_000], LEVEL));
        assert!(refusal(&bytes).contains("damaged"));
    }
}
