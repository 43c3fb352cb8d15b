use conditional_axum::Resource;

#[derive(Resource)]
#[etag]
struct Row {
    version: i64,
}

fn needs<T: Resource>() {}

fn main() {
    needs::<Row>();
}
