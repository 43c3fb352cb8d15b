#[automatically_derived]
impl<T> ::conditional_axum::__private::Resource for Row<T> {
    fn etag(&self) -> ::core::option::Option<::conditional_axum::__private::ETag> {
        let mut builder = ::conditional_axum::__private::ETagBuilder::new();
        ::conditional_axum::__private::mix_field::<i64>(&mut builder, &self.version);
        ::conditional_axum::__private::mix_field::<T>(&mut builder, &self.revision);
        ::core::option::Option::Some(builder.strong())
    }
    fn last_modified(
        &self,
    ) -> ::core::option::Option<::conditional_axum::__private::LastModified> {
        ::conditional_axum::__private::date_of_field::<SystemTime>(&self.updated_at)
    }
    fn may_have_date(&self) -> bool {
        true
    }
}
