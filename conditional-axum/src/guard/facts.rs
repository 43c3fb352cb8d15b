//! What an attribute declares, as a number that stands in the type of the handler's answer: anything
//! that reads signatures, to write an API's document say, reads it there.

/// There is an `etag` function.
pub const ETAG: u16 = 1;

/// There is a `last_modified` function.
pub const LAST_MODIFIED: u16 = 1 << 1;

/// A `resource` function may tell both validators.
pub const RESOURCE: u16 = ETAG | LAST_MODIFIED;

/// A write must carry a precondition.
pub const REQUIRED: u16 = 1 << 2;

/// `Cache-Control` is declared.
pub const CACHE_CONTROL: u16 = 1 << 3;

/// `Vary` is declared.
pub const VARY: u16 = 1 << 4;

/// The handler takes the row, so a missing one is a 404.
pub const NEEDS_ROW: u16 = 1 << 5;

/// A change that is in place already is a success.
pub const APPLIED: u16 = 1 << 6;

/// A `headers` function gives the 200 and the 304 the same fields.
pub const HEADERS: u16 = 1 << 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_is_told_apart_and_a_resource_tells_both_validators() {
        let facts = [
            ETAG,
            LAST_MODIFIED,
            REQUIRED,
            CACHE_CONTROL,
            VARY,
            NEEDS_ROW,
            APPLIED,
            HEADERS,
        ];
        let all = facts.into_iter().fold(0, |all, fact| {
            assert!(fact.is_power_of_two() && all & fact == 0, "{fact}");
            all | fact
        });
        assert_eq!(all & RESOURCE, RESOURCE);
        let both = [RESOURCE & ETAG, RESOURCE & LAST_MODIFIED];
        assert_eq!(both, [ETAG, LAST_MODIFIED]);
    }
}
