//! Every optimizer, schedule, loss, clipping, activation and normalization, and what keeps weights in bounds, against
//! figures of Keras's own in `tests/reference/values`.
//!
//! An entry without a row there fails, and so does a parameter that no row sets to something else than its default.

mod activation;
mod clipping;
mod loss;
mod normalization;
mod optimizer;
mod regularization;
mod schedule;
mod table;
