//! Whether a resource is what it was.

use http::header;

use super::{Answer, Must, broken};

/// Content and entity tag are those of before.
pub(crate) fn same_state(before: &Answer, after: &Answer) -> Must {
    after.is(200)?;
    if before.body() != after.body() {
        return Err(broken("the content is another one afterwards"));
    }
    if before.field(&header::ETAG) != after.field(&header::ETAG) {
        return Err(broken("the ETag is another one afterwards"));
    }
    Ok(())
}
