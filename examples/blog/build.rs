//! Tells cargo about the files that are compiled in.

#![expect(clippy::print_stdout, reason = "how a build script speaks to cargo")]

fn main() {
    // The migrations are compiled in; a new file among them must lead to a new build.
    println!("cargo:rerun-if-changed=migrations");
}
