use conditional_axum::etag;

struct Row {
    #[etag]
    version: i64,
}

fn main() {
    let _ = Row { version: 1 }.version;
}
