//! The rules find what is planted, and nothing else.

use crate::arrows::Crate;
use crate::rules::{Order, faults};
use crate::sources::Source;

const ORDER: Order<'static> = &[
    ("first", &[]),
    ("second", &["first"]),
    ("third", &["second"]),
];

/// The faults of a crate of these files.
fn of(files: &[(&str, &str)]) -> Vec<String> {
    let sources = files
        .iter()
        .map(|(below_src, text)| Source::parse("planted", below_src, text));
    faults(&Crate::new(sources.collect()), ORDER)
}

#[track_caller]
fn one(files: &[(&str, &str)], told: &[&str]) {
    let faults = of(files);
    let [fault] = &faults[..] else {
        panic!("expected one fault, not {faults:#?}");
    };
    for words in told {
        assert!(fault.contains(words), "`{words}` is not in: {fault}");
    }
}

#[test]
fn a_crate_in_order_has_no_fault() {
    let faults = of(&[
        (
            "lib.rs",
            "mod first; mod second; pub use first::A; pub use second::B;",
        ),
        (
            "first/mod.rs",
            "mod inner; pub use inner::A; pub(crate) struct Own;",
        ),
        ("first/inner.rs", "use super::Own; pub struct A(Own);"),
        ("second.rs", "use crate::first::A; pub struct B(A);"),
        (
            "third.rs",
            "fn f() -> crate::second::B { crate::first::A.into() }",
        ),
    ]);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_circle_of_two_files_is_found() {
    one(
        &[
            ("first/a.rs", "use super::b::B; pub struct A(B);"),
            (
                "first/b.rs",
                "\npub struct B; fn f(_: crate::first::a::A) {}",
            ),
            ("first/mod.rs", "mod a; mod b;"),
        ],
        &[
            "a circle",
            "first/a.rs:1 names `super::b::B`",
            "first/b.rs:2 names `crate::first::a::A`",
            "Move what both need",
        ],
    );
}

#[test]
fn a_circle_through_a_door_is_found() {
    one(
        &[
            ("first/a.rs", "use super::B; pub struct A(B);"),
            (
                "first/b.rs",
                "use crate::first::{A}; pub struct B; impl B { fn f(_: A) {} }",
            ),
            ("first/mod.rs", "mod a; mod b; pub use {a::A, b::B};"),
        ],
        &["a circle", "first/a.rs:1 names `super::B`"],
    );
}

#[test]
fn a_circle_of_a_folder_and_its_door_is_found() {
    one(
        &[
            ("first/mod.rs", "mod a; pub use a::A; pub struct Own(A);"),
            ("first/a.rs", "use super::Own; pub struct A(Vec<Own>);"),
        ],
        &[
            "a circle",
            "first/a.rs:1 names `super::Own`",
            "first/mod.rs:1 names `a::A`",
        ],
    );
}

#[test]
fn a_circle_of_three_files_is_found() {
    let faults = of(&[
        ("first/a.rs", "use super::b::B; pub struct A(B);"),
        ("first/b.rs", "use super::c::C; pub struct B(C);"),
        ("first/c.rs", "use super::a::A; pub struct C(A);"),
        ("first/mod.rs", "mod a; mod b; mod c;"),
    ]);
    assert_eq!(faults.len(), 3, "{faults:#?}");
    assert!(
        faults
            .iter()
            .all(|fault| fault.contains("by way of other files")),
        "{faults:#?}"
    );
}

#[test]
fn an_arrow_against_the_order_is_found() {
    one(
        &[
            (
                "first.rs",
                "impl A { fn f(_: crate::second::B) {} } pub struct A;",
            ),
            ("second.rs", "pub struct B;"),
        ],
        &[
            "against the order",
            "first.rs:1 names `crate::second::B`",
            "`second` is not before `first`",
        ],
    );
}

#[test]
fn an_arrow_in_a_macro_is_found() {
    one(
        &[
            ("first.rs", "macro_rules! m { () => { $crate::second::B } }"),
            ("second.rs", "pub struct B;"),
        ],
        &["against the order", "first.rs:1 names `crate::second::B`"],
    );
}

#[test]
fn an_arrow_by_an_imported_module_is_found() {
    one(
        &[
            ("first.rs", "use crate::second;\nfn f() { second::g() }"),
            ("second.rs", "pub fn g() {}"),
        ],
        &["against the order", "first.rs:2 names `second::g`"],
    );
}

#[test]
fn a_name_by_the_root_is_found() {
    one(
        &[
            ("lib.rs", "pub use first::A;"),
            ("first.rs", "pub struct A;"),
            ("second.rs", "use crate::A; struct B(A);"),
        ],
        &["by the root's re-export", "write `crate::first::A`"],
    );
}

#[test]
fn a_wing_without_a_place_is_found() {
    one(
        &[
            ("elsewhere.rs", ""),
            ("first.rs", "use crate::elsewhere::f;"),
        ],
        &["`elsewhere` is a wing that the order does not know"],
    );
}

#[test]
fn tests_may_name_everything() {
    let faults = of(&[
        (
            "first.rs",
            "#[cfg(test)] mod tests { use crate::second::B; } pub struct A;",
        ),
        ("second.rs", "use crate::first::A; pub struct B(A);"),
    ]);
    assert!(faults.is_empty(), "{faults:#?}");
}
