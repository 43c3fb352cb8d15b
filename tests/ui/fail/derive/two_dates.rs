use conditional_axum::Resource;

#[derive(Resource)]
struct Row {
    #[last_modified]
    created_at: std::time::SystemTime,
    #[last_modified]
    updated_at: std::time::SystemTime,
}

fn needs<T: Resource>() {}

fn main() {
    needs::<Row>();
}
