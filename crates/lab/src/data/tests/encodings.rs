//! How a file may be encoded.

use super::files::summary;

/// `text` in UTF-16, with its byte-order mark.
fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(to_bytes).collect()
}

/// `text`, all of whose characters are Latin letters, as older programs write it.
fn windows_1252(text: &str) -> Vec<u8> {
    text.chars().map(|c| if c == '€' { 0x80 } else { u8::try_from(u32::from(c)).unwrap() }).collect()
}

#[test]
fn every_encoding_is_read_alike() {
    let text = "größe,preis in €,label\n1,2,süß\n3,4,sauer\n";
    let read = "2 rows [größe preis in €] -> süß:1 sauer:1; 1 2 -> 0";
    for (name, file) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("with a byte-order mark", format!("\u{feff}{text}").into_bytes()),
        ("UTF-16, little-endian", utf_16(text, u16::to_le_bytes)),
        ("UTF-16, big-endian", utf_16(text, u16::to_be_bytes)),
        ("Windows-1252", windows_1252(text)),
    ] {
        assert_eq!(summary("{}", &file), read, "{name}");
    }
    let no_text = "data: the file holds NUL characters, so it is no CSV text; save the table as CSV in UTF-8";
    assert_eq!(summary("{}", &utf_16(text, u16::to_le_bytes)[2..]), no_text);
    assert_eq!(summary("{}", b"x,label\n1,\xff\0\n2,b\n"), no_text);
    let damaged = "data: the file begins like UTF-16 text but is damaged; save the table again, as CSV in UTF-8";
    let cut = utf_16(text, u16::to_le_bytes);
    assert_eq!(summary("{}", &cut[..cut.len() - 1]), damaged);
    assert_eq!(summary("{}", &[0xff, 0xfe, 0x00, 0xd8, b'x', 0]), damaged);
}
