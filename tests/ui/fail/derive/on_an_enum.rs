use conditional_axum::Resource;

#[derive(Resource)]
enum Row {
    Draft,
}

fn needs<T: Resource>() {}

fn main() {
    needs::<Row>();
}
