//! A reader of protocol buffers, for tests: it knows nothing of the writer. Each test program uses a part of this.
#![allow(dead_code)]

/// A message's fields in order, by number.
pub struct Message<'a>(Vec<(u64, Field<'a>)>);

#[derive(Clone, Copy)]
enum Field<'a> {
    /// An integer, or the bits of a number.
    Bits(u64),
    Bytes(&'a [u8]),
}

impl<'a> Message<'a> {
    /// The message that `bytes` are, to their end.
    pub fn read(mut bytes: &'a [u8]) -> Self {
        let mut fields = vec![];
        while !bytes.is_empty() {
            let tag = varint(&mut bytes);
            let field = match tag & 7 {
                0 => Field::Bits(varint(&mut bytes)),
                1 => Field::Bits(u64::from_le_bytes(take(&mut bytes, 8).try_into().unwrap())),
                2 => {
                    let length = varint(&mut bytes) as usize;
                    Field::Bytes(take(&mut bytes, length))
                }
                5 => Field::Bits(u32::from_le_bytes(take(&mut bytes, 4).try_into().unwrap()).into()),
                other => panic!("wire type {other}"),
            };
            fields.push((tag >> 3, field));
        }
        Self(fields)
    }

    fn all(&self, number: u64) -> impl Iterator<Item = Field<'a>> {
        self.0.iter().filter(move |(field, _)| *field == number).map(|(_, field)| *field)
    }

    pub fn integers(&self, number: u64) -> Vec<u64> {
        let bits = |field| match field {
            Field::Bits(bits) => bits,
            Field::Bytes(_) => panic!("field {number} is bytes"),
        };
        self.all(number).map(bits).collect()
    }

    pub fn double(&self, number: u64) -> f64 {
        f64::from_bits(self.integers(number)[0])
    }

    pub fn float(&self, number: u64) -> f32 {
        f32::from_bits(self.integers(number)[0] as u32)
    }

    pub fn bytes(&self, number: u64) -> Vec<&'a [u8]> {
        let bytes = |field| match field {
            Field::Bytes(bytes) => bytes,
            Field::Bits(_) => panic!("field {number} is bits"),
        };
        self.all(number).map(bytes).collect()
    }

    pub fn doubles(&self, number: u64) -> Vec<f64> {
        let bytes = self.bytes(number).concat();
        bytes.chunks(8).map(|bytes| f64::from_le_bytes(bytes.try_into().unwrap())).collect()
    }

    pub fn texts(&self, number: u64) -> Vec<&'a str> {
        self.bytes(number).into_iter().map(|bytes| str::from_utf8(bytes).unwrap()).collect()
    }

    pub fn text(&self, number: u64) -> &'a str {
        self.texts(number)[0]
    }

    pub fn messages(&self, number: u64) -> Vec<Message<'a>> {
        self.bytes(number).into_iter().map(Message::read).collect()
    }

    pub fn message(&self, number: u64) -> Message<'a> {
        Message::read(self.bytes(number)[0])
    }
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> &'a [u8] {
    let (first, rest) = bytes.split_at(count);
    *bytes = rest;
    first
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let length = bytes.iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
    take(bytes, length).iter().rev().fold(0, |value, byte| value << 7 | u64::from(byte & 0x7f))
}
