use conditional_axum::Resource;

#[derive(Resource)]
struct Row {
    #[etag]
    version: f64,
}

fn main() {
    let _ = Row { version: 1.0 }.version;
}
