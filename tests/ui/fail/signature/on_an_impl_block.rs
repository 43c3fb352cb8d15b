use conditional_axum::{ETag, etag};

struct Api;

#[etag(Api::tag)]
impl Api {
    fn tag() -> ETag {
        ETag::from(1)
    }
}

fn main() {
    let _ = Api::tag();
}
