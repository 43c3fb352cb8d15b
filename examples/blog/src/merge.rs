//! Two changes of one text, put together where they do not touch each other.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Applies both changes to `base`, line by line; `None` where they concern the same place.
pub(crate) fn merge(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let base: Vec<&str> = base.lines().collect();
    let mut hunks = hunks(&base, mine);
    hunks.extend(self::hunks(&base, theirs));
    hunks.sort();
    hunks.dedup();
    let mut merged: Vec<&str> = Vec::new();
    let mut done = None;
    for hunk in &hunks {
        let touches_the_last = done.is_some_and(|done| hunk.start <= done);
        if touches_the_last {
            return None;
        }
        merged.extend(base.get(done.unwrap_or(0)..hunk.start)?);
        merged.extend(&hunk.lines);
        done = Some(hunk.end);
    }
    merged.extend(base.get(done.unwrap_or(0)..)?);
    Some(merged.join("\n"))
}

/// The lines `start..end` of the old text give way to `lines`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Hunk<'a> {
    start: usize,
    end: usize,
    lines: Vec<&'a str>,
}

fn hunks<'a>(base: &[&str], changed: &'a str) -> Vec<Hunk<'a>> {
    let changed: Vec<&str> = changed.lines().collect();
    capture_diff_slices(Algorithm::Myers, base, &changed)
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| {
            hunk(
                op.old_range(),
                changed.get(op.new_range()).unwrap_or_default(),
            )
        })
        .collect()
}

fn hunk<'a>(old: Range<usize>, new: &[&'a str]) -> Hunk<'a> {
    Hunk {
        start: old.start,
        end: old.end,
        lines: new.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "one\ntwo\nthree\nfour\nfive";

    #[test]
    fn changes_in_different_places_are_both_kept() {
        let mine = "ONE\ntwo\nthree\nfour\nfive";
        let theirs = "one\ntwo\nthree\nfour\nFIVE\nsix";
        assert_eq!(
            merge(BASE, mine, theirs).as_deref(),
            Some("ONE\ntwo\nthree\nfour\nFIVE\nsix")
        );
    }

    #[test]
    fn the_same_change_made_twice_is_one_change() {
        let both = "one\ntwo\nTHREE\nfour\nfive";
        assert_eq!(merge(BASE, both, both).as_deref(), Some(both));
    }

    #[test]
    fn changes_in_the_same_place_are_for_a_person_to_decide() {
        let mine = "one\nzwei\nthree\nfour\nfive";
        let theirs = "one\ndeux\nthree\nfour\nfive";
        assert_eq!(merge(BASE, mine, theirs), None);
    }

    #[test]
    fn a_deletion_next_to_a_change_is_for_a_person_to_decide() {
        let mine = "one\nthree\nfour\nfive";
        let theirs = "one\ntwo\nTHREE\nfour\nfive";
        assert_eq!(merge(BASE, mine, theirs), None);
    }

    #[test]
    fn what_only_one_side_changed_is_taken_as_it_is() {
        let changed = "zero\none\nfour\nfive";
        assert_eq!(merge(BASE, changed, BASE).as_deref(), Some(changed));
        assert_eq!(merge(BASE, BASE, changed).as_deref(), Some(changed));
        assert_eq!(merge(BASE, BASE, BASE).as_deref(), Some(BASE));
        assert_eq!(merge("", "a", "").as_deref(), Some("a"));
    }
}
