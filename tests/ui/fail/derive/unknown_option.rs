use conditional_axum::Resource;

#[derive(Resource)]
#[resource(krate = conditional_axum)]
struct Row {
    #[etag]
    version: i64,
}

fn needs<T: Resource>() {}

fn main() {
    needs::<Row>();
}
