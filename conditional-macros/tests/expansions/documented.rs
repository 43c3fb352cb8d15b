#[utoipa::path(
    impl_for = __unguarded_path_show,
    get,
    path = "/entries/{id}",
    responses((status = 200, body = String))
)]
#[::conditional_axum::etag(tag)]
/// One entry.
pub async fn show(Path(id): Path<u64>) -> String {
    text(id)
}
#[doc(hidden)]
#[allow(non_camel_case_types)]
#[derive(Clone, Debug)]
pub struct __unguarded_path_show;
#[doc(hidden)]
#[allow(non_camel_case_types)]
#[derive(Clone, Debug)]
pub struct __path_show;
impl utoipa::Path for __path_show {
    fn path() -> ::std::string::String {
        <__unguarded_path_show as utoipa::Path>::path()
    }
    fn methods() -> ::std::vec::Vec<utoipa::openapi::path::HttpMethod> {
        <__unguarded_path_show as utoipa::Path>::methods()
    }
    fn operation() -> utoipa::openapi::path::Operation {
        ::conditional_axum::__private::documented(
            <__unguarded_path_show as utoipa::Path>::operation(),
            &<__unguarded_path_show as utoipa::Path>::methods(),
            ::conditional_axum::__private::facts::ETAG,
        )
    }
}
impl<'t> utoipa::__dev::Tags<'t> for __path_show {
    fn tags() -> ::std::vec::Vec<&'t str> {
        <__unguarded_path_show as utoipa::__dev::Tags<'t>>::tags()
    }
}
impl utoipa::__dev::SchemaReferences for __path_show {
    fn schemas(
        schemas: &mut ::std::vec::Vec<
            (
                ::std::string::String,
                utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>,
            ),
        >,
    ) {
        <__unguarded_path_show as utoipa::__dev::SchemaReferences>::schemas(schemas);
    }
}
