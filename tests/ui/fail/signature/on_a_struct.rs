use conditional_axum::etag;

#[etag]
struct Entry {
    version: u64,
}

fn main() {
    let _ = Entry { version: 1 }.version;
}
