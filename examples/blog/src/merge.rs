//! Two changes of one text, put together where they do not touch each other.

/// Texts with more lines than this are left to a person: the time that a merge takes can grow with
/// the square of their number.
const MOST_LINES: usize = 5_000;

/// Applies both changes to `base`, line by line; `None` where they concern the same place.
pub(crate) fn merge(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let lines = [base, mine, theirs].map(|text| text.lines().count());
    if lines.into_iter().any(|lines| lines > MOST_LINES) {
        return None;
    }
    let [base, mine, theirs] = [base, mine, theirs].map(|text| format!("{text}\n"));
    let merged = diffy::merge(&base, &mine, &theirs).ok()?;
    Some(merged.trim_end().to_owned())
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
    fn texts_with_very_many_lines_are_for_a_person_to_decide() {
        let long = "line\n".repeat(MOST_LINES);
        assert!(merge(&long, &long, &long).is_some());
        let longer = format!("{long}line\n");
        assert_eq!(merge(&long, &longer, &long), None);
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
