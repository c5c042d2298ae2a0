//! The user's own table, and what its document says about its columns; `table` reads the file.

use super::{DataSource, Origin};
use gradient_lab_nn::catalogue::{Hyperparameter, HyperparameterValue, Value};

gradient_lab_nn::entry! {
    /// A table of your own: a header row with the names of the columns, and a row a sample.
    pub struct Csv = "csv", "Your own CSV",
        formula: r"x_1, \dots, x_n, \text{label or target}",
        source: "RFC 4180",
    {
        /// The column to learn, or a list of several numbers to learn at once.
        target: Option<Vec<String>> =
            Hyperparameter::texts("Target", "the column called label or target, else the last", true),
        /// The columns to learn from.
        features: Option<Vec<String>> = Hyperparameter::texts("Features", "all but the target", false),
        /// Whether the target is a class or a number; auto tells by its name and values.
        task: Task = Hyperparameter::name("Task", Task::NAMES[0], Task::NAMES),
        /// What becomes of rows with missing values: drop leaves them out, mean fills a feature with its mean.
        missing: Missing = Hyperparameter::name("Missing values", Missing::NAMES[0], Missing::NAMES),
        /// What becomes of features of text: one_hot makes a feature of each value.
        categories: Categories = Hyperparameter::name("Categories", Categories::NAMES[0], Categories::NAMES),
        /// Puts the rows in random order before the validation part is cut off.
        mix: bool = Hyperparameter::boolean("Mix", false),
    }
}

impl DataSource for Csv {
    fn origin(&self) -> Origin {
        Origin::Csv
    }
}

/// Declares a choice between names, the first of which is the default.
macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($(#[$of:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $type {
            $($(#[$of])* $variant,)+
        }

        impl $type {
            const NAMES: &[&str] = &[$($name),+];
        }

        impl HyperparameterValue for $type {
            fn from_value(value: Value) -> Self {
                const ALL: &[$type] = &[$($type::$variant),+];
                ALL.iter().copied().find(|choice| choice.to_value() == value).unwrap_or(ALL[0])
            }

            fn to_value(&self) -> Value {
                Value::Name(Self::NAMES[*self as usize])
            }
        }
    };
}

names! {
    /// What is learnt.
    Task {
        /// Told by the target's name and values.
        Auto = "auto",
        /// The class of a row.
        Classification = "classification",
        /// A number.
        Regression = "regression",
    }
}

names! {
    /// What becomes of missing values.
    Missing {
        /// They are an error.
        Refuse = "refuse",
        /// Their rows are left out.
        Drop = "drop",
        /// A feature's mean over the training part takes their place; a row without target is left out.
        Mean = "mean",
    }
}

names! {
    /// What becomes of features of text.
    Categories {
        /// They are an error.
        Refuse = "refuse",
        /// Each value is a feature of its own, 1 where the row has it and 0 elsewhere.
        OneHot = "one_hot",
    }
}
