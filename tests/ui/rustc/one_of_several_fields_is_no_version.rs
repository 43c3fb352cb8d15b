use conditional_axum::Resource;

#[derive(Resource)]
struct Row {
    #[etag]
    version: i64,
    #[etag]
    score: f64,
}

fn main() {
    let row = Row {
        version: 1,
        score: 1.0,
    };
    let _ = (row.version, row.score);
}
