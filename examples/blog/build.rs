//! Tells cargo about the files that are compiled in.

fn main() {
    // The migrations are compiled in; a new file among them must lead to a new build.
    println!("cargo:rerun-if-changed=migrations");
}
