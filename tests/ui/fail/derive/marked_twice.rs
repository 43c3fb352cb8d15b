use conditional_axum::Resource;

#[derive(Resource)]
struct Row {
    #[etag]
    #[etag]
    version: i64,
}

fn needs<T: Resource>() {}

fn main() {
    needs::<Row>();
}
