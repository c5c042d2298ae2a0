//! A file's bytes as text: UTF-8, UTF-16 with a byte-order mark, or what older programs on Windows write.

use std::borrow::Cow;

use super::refuse;
use crate::Error;

/// The text that `bytes` hold, without a byte-order mark.
///
/// # Errors
/// When they are no text: broken UTF-16, or with NUL characters.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => Cow::Owned(utf_16(rest, u16::from_le_bytes)?),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(utf_16(rest, u16::from_be_bytes)?),
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => match std::str::from_utf8(rest) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(rest.iter().map(|&byte| windows_1252(byte)).collect()),
        },
    };
    if text.contains('\0') {
        return Err(refuse("the file holds NUL characters, so it is no CSV text; save the table as CSV in UTF-8"));
    }
    Ok(text)
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Error> {
    let (units, rest) = bytes.as_chunks();
    let text: Option<String> = char::decode_utf16(units.iter().map(|&bytes| unit(bytes))).map(Result::ok).collect();
    let whole = text.filter(|_| rest.is_empty());
    whole
        .ok_or_else(|| refuse("the file begins like UTF-16 text but is damaged; save the table again, as CSV in UTF-8"))
}

/// The character of a byte, as <https://encoding.spec.whatwg.org/#windows-1252> has it.
fn windows_1252(byte: u8) -> char {
    const FROM_0X80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => FROM_0X80[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
