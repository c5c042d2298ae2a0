//! The network core of Gradient Lab: dense networks, their gradients and their measurements.
//!
//! Knows nothing of documents, data sets, JSON or browsers.
#![no_std]

extern crate alloc;

pub mod catalogue;
