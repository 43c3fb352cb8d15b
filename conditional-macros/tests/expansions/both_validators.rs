#[debug_handler(state = App)]
async fn show(
    argument_0: State<Db>,
    last: ::conditional_axum::__private::Eager<Path<u64>>,
) -> ::conditional_axum::__private::Response {
    #[allow(unused_qualifications)]
    let policy = || ::conditional_axum::__private::Policy {
        cache_control: ::core::option::Option::Some({
            const CHECKED: &str = ::conditional_axum::__private::CacheControl::check_static(
                "no-cache",
            );
            ::conditional_axum::__private::HeaderValue::from_static(CHECKED)
        }),
        vary: ::core::option::Option::Some(::conditional_axum::__private::vary(VARY)),
    };
    let argument_1;
    let granted = {
        let (head, inside) = last.open();
        argument_1 = inside;
        let mut guard = ::conditional_axum::__private::Guard::new(head, false);
        #[allow(unused_imports)]
        use ::conditional_axum::__private::Otherwise as _;
        #[allow(unused_qualifications)]
        if guard.asks() {
            guard
                .etag(
                    match ::conditional_axum::__private::Returned(
                            ::conditional_axum::__private::Returned(
                                    ::conditional_axum::__private::apply(
                                        tag,
                                        (&argument_0, (&argument_1, ())),
                                    ),
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
            if guard.asks_for_date() {
                guard
                    .last_modified(
                        match ::conditional_axum::__private::Returned(
                                ::conditional_axum::__private::Returned(
                                        ::conditional_axum::__private::apply(
                                            async |Path(id): &Path<u64>| modified(*id).await,
                                            (&argument_0, (&argument_1, ())),
                                        ),
                                    )
                                    .ready()
                                    .await,
                            )
                            .fallible()
                        {
                            ::core::result::Result::Ok(loaded) => {
                                ::conditional_axum::__private::Returned(loaded)
                                    .last_modified()
                            }
                            ::core::result::Result::Err(response) => return response,
                        },
                    );
            }
        }
        if guard.stops() {
            return guard.stop(policy);
        }
        let granted = guard.grant();
        granted
    };
    {
        #[allow(dead_code)]
        fn returned<T: IntoResponse>() {}
    }
    #[allow(
        clippy::diverging_sub_expression,
        clippy::let_unit_value,
        clippy::no_effect_underscore_binding,
        clippy::unused_unit
    )]
    let output = async move {
        if let ::core::option::Option::Some(output) = ::core::option::Option::None::<
            Result<_, Error>,
        > {
            return output;
        }
        let State(db) = argument_0;
        let Path(id) = argument_1;
        let output: Result<_, Error> = { Ok(db.page(id).await?) };
        #[allow(unreachable_code)] output
    }
        .await;
    #[allow(unreachable_code)]
    granted
        .finish(
            ::conditional_axum::__private::respond::<Result<_, Error>>(output),
            policy,
        )
}
