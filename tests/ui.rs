//! What the attributes say when they are used wrongly, and what must compile.
//!
//! `ui/pass` holds what must compile, without a warning; it is part of this binary.
//! `ui/fail` holds the mistakes that the macros find themselves: their messages are the same on every
//! compiler. `ui/rustc` holds those that the compiler finds, by a trait that is not implemented: the
//! text around our words is the compiler's, so they are compared only on the version that CI uses.
//!
//! After a change, `TRYBUILD=overwrite cargo test -p conditional-tests --test ui` writes the messages
//! anew. Read them aloud before they are committed.

use std::io::Write as _;
use std::process::Command;

#[path = "ui/pass/handlers.rs"]
#[expect(
    clippy::too_many_arguments,
    clippy::unnecessary_wraps,
    reason = "every shape"
)]
mod handlers;
#[path = "ui/pass/other_attributes.rs"]
mod other_attributes;
#[path = "ui/pass/policies.rs"]
mod policies;
#[path = "ui/pass/resources.rs"]
mod resources;
#[path = "ui/pass/validators.rs"]
#[expect(
    clippy::result_large_err,
    clippy::unnecessary_wraps,
    reason = "every shape"
)]
mod validators;

/// The compiler that the messages in `ui/rustc` were written by.
const CI_COMPILER: &str = "rustc 1.95.";

#[test]
fn what_must_compile_is_routed() {
    let _ = handlers::router();
    let _ = other_attributes::router();
    let _ = policies::router();
    let _ = resources::router();
    let _ = validators::router();
}

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/fail/*/*.rs");
    if is_ci_compiler() {
        cases.compile_fail("ui/rustc/*.rs");
    }
}

fn is_ci_compiler() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output();
    let version = output.map_or_else(
        |error| error.to_string(),
        |output| String::from_utf8_lossy(&output.stdout).into_owned(),
    );
    let matches = version.starts_with(CI_COMPILER);
    if !matches {
        // Not captured, so that it shows among the passed tests, too.
        let _ = writeln!(
            std::io::stderr(),
            "skipped ui/rustc: its messages are those of {CI_COMPILER}x, this is {}",
            version.trim()
        );
    }
    matches
}
