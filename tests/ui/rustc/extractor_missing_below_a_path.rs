use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use conditional_axum::condition;

mod validators {
    use axum::extract::Query;
    use conditional_axum::ETag;

    pub fn tag(Query(page): &Query<u64>) -> ETag {
        ETag::from(*page)
    }
}

#[condition(etag = validators::tag)]
async fn show(Path(id): Path<u64>) -> String {
    id.to_string()
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(show));
}
