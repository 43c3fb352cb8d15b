use conditional_axum::condition;

#[condition(etag = tag)]
enum Entry {
    Draft,
}

fn main() {
    let _ = Entry::Draft;
}
