//! What says nothing about a right server is skipped, and the report says why.

use conditional_check::Report;

use crate::faults::correct;
use crate::faults::fault::check;
use crate::site::{BOTH, DATE_ONLY, Kind, TAG_ONLY};

/// The part of the report that lists them.
fn skipped(report: &Report) -> String {
    let shown = report.to_string();
    let lines = shown
        .lines()
        .skip_while(|line| !line.starts_with("  skipped"));
    let lines = lines.take_while(|line| !line.is_empty());
    lines.map(|line| line.to_owned() + "\n").collect()
}

#[tokio::test]
async fn a_server_of_each_kind_is_asked_all_that_makes_sense_for_it() {
    let weak = Kind { weak: true, ..BOTH };
    for (kind, expected) in [
        (BOTH, include_str!("skipped/tag_and_date.txt")),
        (TAG_ONLY, include_str!("skipped/tag_only.txt")),
        (DATE_ONLY, include_str!("skipped/date_only.txt")),
        (weak, include_str!("skipped/weak_tag_and_date.txt")),
    ] {
        let report = check(&correct(kind)).await;
        report.assert_passed();
        assert_eq!(skipped(&report), expected, "{report}");
    }
}
