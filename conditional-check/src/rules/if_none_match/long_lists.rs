//! Many tags: all of them count, and reading them takes time in proportion.

use std::time::Duration;

use super::LISTS;
use crate::rule::Rule;
use crate::scene::{Must, Scene, broken};

/// Small enough for every server's limit on fields.
const OCTETS: usize = 6 * 1024;

/// How long a server may take for such a field, beyond what it takes without. A reader that goes
/// over it once needs less than a thousandth of that.
const ALLOWED: Duration = Duration::from_millis(500);

pub(in crate::rules) const RULES: &[Rule] = &[
    Rule::must(
        "if-none-match/long-list",
        "RFC 9110 §13.1.2",
        "GET with the tag at the end of 6 KiB of others",
        "304: every tag of the list counts",
        |scene| Box::pin(long_list(scene)),
    )
    .after(LISTS),
    Rule::advice(
        "if-none-match/linear-time",
        "RFC 9110 §17.5",
        "GET with 6 KiB of commas, of quotes, and of spaces",
        "an answer within half a second of the time of a plain GET",
        |scene| Box::pin(linear_time(scene)),
    )
    .after(LISTS),
];

async fn long_list(scene: &Scene<'_>) -> Must {
    let list = scene.tag()?.between(filled_with("\"0123456789\", "), "");
    let answer = scene.get().if_none_match(list).await?;
    answer.unless_declined()?.is(304)
}

async fn linear_time(scene: &Scene<'_>) -> Must {
    for unit in [",", "\"", "\"\", ", " ", "W/"] {
        is_read_in_time(scene, &format!("\"a\"{}x", filled_with(unit))).await?;
    }
    Ok(())
}

/// Up to three tries, since a machine may be busy.
async fn is_read_in_time(scene: &Scene<'_>, field: &str) -> Must {
    let allowed = scene.plain().took() + ALLOWED;
    let mut took = Duration::MAX;
    for _ in 0..3 {
        took = scene.get().if_none_match(field).if_accepted().await?.took();
        if took <= allowed {
            return Ok(());
        }
    }
    Err(broken(format!("it took {took:?} to read it")))
}

fn filled_with(unit: &str) -> String {
    unit.repeat(OCTETS / unit.len())
}
