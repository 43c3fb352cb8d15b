use conditional_axum::{ETag, etag};

fn tag() -> ETag {
    ETag::from(1)
}

#[etag(tag)]
const SHOW: fn() -> String = || String::new();

fn main() {
    let _ = SHOW();
    let _ = tag();
}
