use conditional_axum::Resource;

#[derive(Resource)]
struct Row {
    #[last_modified]
    updated_at: String,
}

fn main() {
    let _ = Row {
        updated_at: String::new(),
    }
    .updated_at;
}
