::core::compile_error! {
    "`etag` takes the function, not a call of it: write `tag` without the parentheses"
}
::core::compile_error! {
    "a handler is asynchronous: write `async fn save`"
}
::core::compile_error! {
    "`Json<Change>` reads the body, and only the last parameter can: move it to the end"
}
pub(crate) async fn save() {}
#[allow(dead_code, clippy::all, clippy::pedantic)]
fn __save_unguarded(Json(change): Json<Change>, Path(id): Path<u64>) -> String {
    change.text(id)
}
