//! The macro that declares an object of the document.

/// Declares an object of the document: a Rust type with a public field for each field, in the order people see them.
///
/// A field has a doc comment, which is also its summary for people, a type, and a [`Field`] that says which values it
/// takes. An object whose `kind` picks an entry of a catalogue says so after its name.
///
/// [`Field`]: crate::schema::Field
macro_rules! object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident = $id:literal
            $(, picks $picked:ident: $picked_type:ty = ($catalogue:expr, $default:literal))?
        {
            $($(#[doc = $doc:literal])+ $field:ident: $type:ty = $declared:expr,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $(
                /// The entry that the object's `kind` picks.
                pub $picked: $picked_type,
            )?
            $($(#[doc = $doc])+ pub $field: $type,)*
        }

        impl $name {
            /// The fields of the object.
            pub const OBJECT: &'static $crate::schema::Object = &$crate::schema::Object {
                name: stringify!($name),
                id: $id,
                picks: $crate::schema::first(&[
                    $($crate::schema::Picks { catalogue: $catalogue, default: $default })?
                ]),
                fields: &[$(
                    $crate::schema::Field {
                        id: stringify!($field),
                        summary: gradient_lab_nn::catalogue::words(concat!($($doc),+).trim_ascii()),
                        ..$declared
                    }
                ),*],
            };
        }

        impl $crate::schema::FieldValue for $name {
            fn default_of(_: &$crate::schema::FieldKind) -> Self {
                Default::default()
            }

            #[allow(unused_mut, unused_assignments)]
            fn read(
                path: &$crate::schema::read::Path<'_>,
                node: &$crate::schema::read::Node,
                _: &$crate::schema::FieldKind,
            ) -> Result<Self, $crate::Error> {
                let mut object = $crate::schema::read::object(path, node, Self::OBJECT)?;
                Ok(Self {
                    $($picked: object.picked::<$picked_type>(),)?
                    $($field: object.field()?,)*
                })
            }

            /// Writes the fields that differ from their defaults, so that links stay short.
            fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut object = $crate::schema::write::ObjectWriter::new(serializer, Self::OBJECT)?;
                $(object.picked(&self.$picked)?;)?
                $(object.field(&self.$field)?;)*
                object.end()
            }
        }

        impl Default for $name {
            fn default() -> Self {
                let mut fields = Self::OBJECT.fields.iter().map(|field| &field.kind);
                Self {
                    $($picked: $crate::schema::read::default_choice($catalogue, $default),)?
                    $($field: $crate::schema::read::default_field(&mut fields),)*
                }
            }
        }
    };
}
pub(crate) use object;

/// The first item, if there is one.
pub(crate) const fn first<T: Copy>(items: &[T]) -> Option<T> {
    match items {
        [] => None,
        [item, ..] => Some(*item),
    }
}
