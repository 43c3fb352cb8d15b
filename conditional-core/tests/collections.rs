//! What a collection's validators tell apart.

use conditional_core::{Collection, LastModified, Resource as _};

#[cfg(feature = "digest")]
#[test]
fn a_member_with_another_version_makes_another_tag() {
    let tag = |version: u64| Collection::from_members([(1_u64, version), (2, 1)]).etag();
    assert_eq!(tag(1), tag(1));
    assert_ne!(tag(1), tag(2));
}

#[test]
fn the_date_that_was_given_is_the_representations() {
    let changed = LastModified::from_unix_seconds(784_111_777);
    let dated = Collection::from_count(3, Some(17_i64)).changed_at(changed);
    assert_eq!(dated.representation().last_modified(), Some(changed));
    assert_eq!(dated.representation().etag(), dated.etag().as_ref());
    let undated = Collection::from_count(3, Some(17_i64));
    assert_eq!(undated.representation().last_modified(), None);
}
