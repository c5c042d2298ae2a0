//! Values to JSON text, in one line.

use crate::number;

/// JSON in the making. Commas come by themselves.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    text: String,
}

impl Writer {
    /// What has been written.
    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// An object; `members` writes its keys and values.
    pub(crate) fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.within(['{', '}'], members);
    }

    /// A list; `items` writes its values.
    pub(crate) fn list(&mut self, items: impl FnOnce(&mut Self)) {
        self.within(['[', ']'], items);
    }

    fn within(&mut self, [open, close]: [char; 2], inside: impl FnOnce(&mut Self)) {
        self.separate();
        self.text.push(open);
        inside(self);
        self.text.push(close);
    }

    /// The key of the value that is written next.
    pub(crate) fn key(&mut self, key: &str) -> &mut Self {
        self.text(key);
        self.text.push(':');
        self
    }

    pub(crate) fn text(&mut self, value: &str) {
        self.separate();
        self.text.push('"');
        for c in value.chars() {
            match c {
                '"' | '\\' => self.text.extend(['\\', c]),
                '\0'..='\x1f' => {
                    let digit = |place: u32| char::from_digit(c as u32 >> place & 15, 16).unwrap_or_default();
                    self.text.extend(['\\', 'u', '0', '0', digit(4), digit(0)]);
                }
                _ => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    /// A finite number.
    pub(crate) fn number(&mut self, value: f64) {
        self.plain(&number::text(value));
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        self.plain(if value { "true" } else { "false" });
    }

    pub(crate) fn null(&mut self) {
        self.plain("null");
    }

    fn plain(&mut self, value: &str) {
        self.separate();
        self.text += value;
    }

    /// A comma, where a value stands before.
    fn separate(&mut self) {
        if !matches!(self.text.chars().next_back(), None | Some('{' | '[' | ':')) {
            self.text.push(',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Writer;
    use proptest::prelude::*;

    #[test]
    fn commas_stand_between_values_only() {
        let mut writer = Writer::default();
        writer.object(|object| {
            object.key("a").list(|list| {
                list.number(1.0);
                list.null();
                list.object(|_| ());
                list.list(|_| ());
            });
            object.key("b").text("x:{");
            object.key("c").boolean(true);
        });
        assert_eq!(writer.finish(), r#"{"a":[1,null,{},[]],"b":"x:{","c":true}"#);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(text: String, value in any::<f64>().prop_filter("finite", |x| x.is_finite())) {
            let mut writer = Writer::default();
            writer.list(|list| {
                list.text(&text);
                list.number(value);
            });
            let (read, number): (String, f64) = serde_json::from_str(&writer.finish()).unwrap();
            prop_assert_eq!((read, number.to_bits()), (text, value.to_bits()));
        }
    }
}
