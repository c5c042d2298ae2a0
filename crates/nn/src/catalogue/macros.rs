//! The macros that declare entries and list them.

/// Declares an entry of a catalogue: its type with a field for each hyperparameter, their defaults, and its
/// [`Entry`](crate::catalogue::Entry).
///
/// The doc comment is the summary that people read; the docs of the type also have the formula, the source and, where
/// it is given, the paper. A hyperparameter is a field, its type, and its declaration with label, default and range.
///
/// ```
/// use gradient_lab_nn::catalogue::{Choice, Hyperparameter, Interval, Scale};
///
/// gradient_lab_nn::entry! {
///     /// Half of its input, or another share.
///     pub struct Share = "share", "Share of the input",
///         formula: r"c\,x",
///         source: "https://keras.io/api/layers/core_layers/",
///     {
///         /// What the input is multiplied by.
///         factor: f64 = Hyperparameter::real("Factor", 0.5, Interval::closed(0.0, 1.0), Scale::Linear),
///     }
/// }
///
/// assert_eq!(Share::default(), Share { factor: 0.5 });
/// assert_eq!((Share::ENTRY.id, Share::ENTRY.parameters[0].label), ("share", "Factor"));
/// ```
#[macro_export]
macro_rules! entry {
    (
        $(#[doc = $summary:literal])+
        $visibility:vis struct $type:ident = $id:literal, $label:literal,
            formula: $formula:literal,
            source: $source:literal,
            $(paper: $paper:literal,)?
        {
            $($(#[doc = $doc:literal])+ $field:ident: $of:ty = $declaration:expr),* $(,)?
        }
    ) => {
        $(#[doc = $summary])+
        #[doc = concat!("\n```text\n", $formula, "\n```\n\nSource: <", $source, ">.")]
        $(#[doc = concat!("Paper: ", $paper, ".")])?
        #[derive(Debug, Clone, PartialEq)]
        $visibility struct $type {
            $($(#[doc = $doc])+ pub $field: $of,)*
        }

        impl $crate::catalogue::Choice for $type {
            const ENTRY: $crate::catalogue::Entry = $crate::catalogue::Entry {
                id: $id,
                label: $label,
                parameters: &[$($declaration.called(stringify!($field))),*],
                prose: $crate::catalogue::Prose::new($formula, concat!($($summary),+), $source),
            };

            #[allow(unused_mut, unused_variables)]
            fn from_values(values: $crate::catalogue::Values) -> Self {
                let mut values = values.into_iter();
                Self { $($field: $crate::catalogue::next_value(&mut values)),* }
            }

            fn values(&self) -> $crate::catalogue::Values {
                [$($crate::catalogue::HyperparameterValue::to_value(&self.$field)),*].into()
            }
        }

        impl Default for $type {
            fn default() -> Self {
                Self {
                    $($field: $crate::catalogue::HyperparameterValue::from_value($declaration.kind.default_value())),*
                }
            }
        }
    };
}

/// Declares a catalogue: one line an entry, which names the entry's module (a file beside this one) and type.
///
/// Makes the modules, an enum over the types with its [`Catalogue`](crate::catalogue::Catalogue), and `as_dyn`, which
/// gives the behaviour that they share: each type implements the trait named after the colon, for every `Float` where
/// the trait has one. A hyperparameter that all entries have may be named after the trait; the enum then gives it.
#[macro_export]
macro_rules! catalogue {
    (@shared $name:ident, $($type:ident)*) => {};
    (@shared $name:ident, $shared:ident: $of:ty, $($type:ident)*) => {
        impl $name {
            #[doc = concat!("The hyperparameter `", stringify!($shared), "`, which every entry has.")]
            pub fn $shared(&self) -> $of {
                match self { $(Self::$type(choice) => choice.$shared),* }
            }
        }
    };
    ($(#[$doc:meta])* $name:ident: $behaviour:ident$(<$F:ident>)?$(, $shared:ident: $of:ty)? { $($module:ident::$type:ident),* $(,)? }) => {
        $(
            mod $module;
            pub use $module::$type;
        )*

        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            $(#[doc = concat!("See [`struct@", stringify!($type), "`].")] $type($type)),*
        }

        impl $name {
            /// The behaviour that all entries share.
            pub fn as_dyn$(<$F: $crate::Float>)?(&self) -> &dyn $behaviour$(<$F>)? {
                match self { $(Self::$type(choice) => choice),* }
            }
        }

        $crate::catalogue!(@shared $name, $($shared: $of,)? $($type)*);

        impl $crate::catalogue::Catalogue for $name {
            const ENTRIES: &'static [&'static $crate::catalogue::Entry] =
                &[$(&<$type as $crate::catalogue::Choice>::ENTRY),*];

            fn from_values(id: &str, values: $crate::catalogue::Values) -> Self {
                match id {
                    $(
                        id if id == <$type as $crate::catalogue::Choice>::ENTRY.id =>
                            Self::$type(<$type as $crate::catalogue::Choice>::from_values(values)),
                    )*
                    other => panic!("{other} is not an entry of this catalogue"),
                }
            }

            fn entry(&self) -> &'static $crate::catalogue::Entry {
                match self { $(Self::$type(_) => &<$type as $crate::catalogue::Choice>::ENTRY),* }
            }

            fn values(&self) -> $crate::catalogue::Values {
                match self { $(Self::$type(choice) => $crate::catalogue::Choice::values(choice)),* }
            }
        }

        $(
            impl From<$type> for $name {
                fn from(choice: $type) -> Self {
                    Self::$type(choice)
                }
            }
        )*
    };
}
