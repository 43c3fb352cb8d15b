/// Documentation.
pub async fn show(
    last: ::conditional_axum::__private::Alone,
) -> ::conditional_axum::__private::Response {
    #[allow(unused_qualifications)]
    let policy = || ::conditional_axum::__private::Policy {
        cache_control: ::core::option::Option::None,
        vary: ::core::option::Option::None,
    };
    let granted = {
        let head = last.open();
        let mut guard = ::conditional_axum::__private::Guard::new(head, false);
        #[allow(unused_imports)]
        use ::conditional_axum::__private::Otherwise as _;
        #[allow(unused_qualifications)]
        if guard.asks() {
            guard
                .etag(
                    match ::conditional_axum::__private::Returned(
                            ::conditional_axum::__private::Returned(
                                    ::conditional_axum::__private::apply(tag, ()),
                                )
                                .ready()
                                .await,
                        )
                        .fallible()
                    {
                        ::core::result::Result::Ok(loaded) => {
                            ::conditional_axum::__private::Returned(loaded).etag()
                        }
                        ::core::result::Result::Err(response) => return response,
                    },
                );
        }
        if guard.stops() {
            return guard.stop(policy);
        }
        let granted = guard.grant();
        granted
    };
    #[allow(
        clippy::diverging_sub_expression,
        clippy::let_unit_value,
        clippy::no_effect_underscore_binding,
        clippy::unused_unit
    )]
    let output = async move {
        if let ::core::option::Option::Some(output) = ::core::option::Option::None::<
            &'static str,
        > {
            return output;
        }
        let output: &'static str = { "text" };
        #[allow(unreachable_code)] output
    }
        .await;
    #[allow(unreachable_code)]
    granted
        .finish(::conditional_axum::__private::respond::<&'static str>(output), policy)
}
