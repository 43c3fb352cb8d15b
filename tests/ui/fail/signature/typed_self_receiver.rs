use axum::Router;
use axum::routing::get;
use conditional_axum::{ETag, etag};

struct Api {
    name: String,
}

impl Api {
    fn tag() -> ETag {
        ETag::from(1)
    }

    #[etag(Self::tag)]
    async fn show(self: std::sync::Arc<Self>) -> String {
        self.name.clone()
    }
}

fn main() {
    let _: Router = Router::new().route("/", get(Api::show));
    let _ = Api {
        name: String::new(),
    }
    .name;
}
