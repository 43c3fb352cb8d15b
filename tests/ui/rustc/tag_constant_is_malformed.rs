use conditional_axum::ETag;

const TAG: ETag = ETag::from_static("v1");

fn main() {
    let _ = TAG;
}
