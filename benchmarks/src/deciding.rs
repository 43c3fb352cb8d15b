//! Deciding alone, in the core and by hand with the `headers` crate, on the inputs that the benchmark
//! `deciding` times.

use std::hint::black_box;

use axum::http::Method;
use conditional_core::Fields;

use crate::inputs::{self, Current, Input, by_headers};

/// Who decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "private: the two that are compared"
)]
pub enum By {
    Us,
    Headers,
}

/// The names of all inputs.
#[must_use]
pub fn names() -> Vec<String> {
    inputs::all().iter().map(name).collect()
}

fn name(input: &Input) -> String {
    format!("{}: {}", input.group, input.name)
}

/// Decides the given number of times.
pub fn run(wanted: &str, by: By, count: u32) {
    let current = Current::default();
    let inputs = inputs::all();
    let Input { headers, .. } = inputs.iter().find(|input| name(input) == wanted).unwrap();
    let method = &Method::GET;
    for _ in 0..count {
        match by {
            By::Us => {
                let fields = Fields::new(black_box(method), black_box(headers));
                let _ = black_box(fields.evaluate(black_box(&current.ours)));
            }
            By::Headers => {
                black_box(by_headers(black_box(method), black_box(headers), &current));
            }
        }
    }
}
