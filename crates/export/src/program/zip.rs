//! Zip files: those that numpy reads as archives need no more than this.
//!
//! See <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>, sections 4.3.7 to 4.3.16.

use miniz_oxide::deflate::compress_to_vec;

/// The version that knows deflate: 2.0.
const VERSION: u16 = 20;
const DEFLATE: u16 = 8;
/// Midnight of the first of January 1980: no file's time, so that the same files give the same bytes.
const TIME_AND_DATE: [u16; 2] = [0, 0x21];
/// How hard compression tries, of 10.
const LEVEL: u8 = 6;

/// A zip file that is being written. It and its files are below 4 GiB.
#[derive(Debug, Default)]
pub struct Zip {
    bytes: Vec<u8>,
    /// The entries of the central directory.
    directory: Vec<u8>,
    files: u16,
}

impl Zip {
    /// Adds a file; `name` is ASCII.
    pub fn add(&mut self, name: &str, content: &[u8]) {
        let packed = compress_to_vec(content, LEVEL);
        let offset = self.bytes.len() as u32;
        let mut shared = vec![];
        // No flags.
        let words = [VERSION, 0, DEFLATE, TIME_AND_DATE[0], TIME_AND_DATE[1]];
        shared.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        let sizes = [crc_32(content), packed.len() as u32, content.len() as u32];
        shared.extend(sizes.iter().flat_map(|size| size.to_le_bytes()));
        // Lengths of the name and of extra fields.
        shared.extend([name.len() as u16, 0].iter().flat_map(|length| length.to_le_bytes()));

        self.bytes.extend([&b"PK\x03\x04"[..], &shared, name.as_bytes(), &packed].concat());
        // No comment, the first disk, no attributes.
        let rest = [&[0; 10][..], &offset.to_le_bytes(), name.as_bytes()].concat();
        self.directory.extend([&b"PK\x01\x02"[..], &VERSION.to_le_bytes(), &shared, &rest].concat());
        self.files += 1;
    }

    /// The bytes of the file.
    pub fn finish(mut self) -> Vec<u8> {
        let (offset, size) = (self.bytes.len() as u32, self.directory.len() as u32);
        self.bytes.extend(&self.directory);
        let (files, sizes) = (self.files.to_le_bytes(), [size.to_le_bytes(), offset.to_le_bytes()].concat());
        // One disk, no comment.
        self.bytes.extend([&b"PK\x05\x06\0\0\0\0"[..], &files, &files, &sizes, &[0; 2]].concat());
        self.bytes
    }
}

/// The checksum that zip files hold: CRC-32, of the polynomial 0xEDB88320.
fn crc_32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| (crc >> 8) ^ REMAINDERS[((crc ^ u32::from(byte)) & 0xff) as usize])
}

/// The remainder of each byte.
const REMAINDERS: [u32; 256] = {
    let mut remainders = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut remainder, mut bit) = (byte as u32, 0);
        while bit < 8 {
            remainder = (remainder >> 1) ^ if remainder & 1 == 1 { 0xedb8_8320 } else { 0 };
            bit += 1;
        }
        remainders[byte] = remainder;
        byte += 1;
    }
    remainders
};

#[cfg(test)]
mod tests {
    use super::crc_32;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(crc_32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc_32(b""), 0);
    }
}
