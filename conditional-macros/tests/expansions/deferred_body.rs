async fn save<S: Store>(
    argument_0: State<S>,
    argument_1: Path<u64>,
    last: ::conditional_axum::__private::Deferred<Json<Change>>,
) -> ::conditional_axum::__private::Response
where
    S: Clone,
{
    #[allow(unused_qualifications)]
    let policy = || ::conditional_axum::__private::Policy {
        cache_control: ::core::option::Option::None,
        vary: ::core::option::Option::None,
    };
    let argument_2;
    let (head, granted) = {
        let (head, inside) = last.open();
        argument_2 = inside;
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
                                        tag::<S>,
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
        }
        if guard.stops() {
            return guard.stop(policy);
        }
        let (head, granted) = guard.grant_body();
        (head, granted)
    };
    let argument_2 = match argument_2.read(head).await {
        ::core::result::Result::Ok(argument_2) => argument_2,
        ::core::result::Result::Err(response) => return granted.finish(response, policy),
    };
    #[allow(
        clippy::diverging_sub_expression,
        clippy::let_unit_value,
        clippy::no_effect_underscore_binding,
        clippy::unused_unit
    )]
    let output = async move {
        if let ::core::option::Option::Some(output) = ::core::option::Option::None::<
            StatusCode,
        > {
            return output;
        }
        let State(store) = argument_0;
        #[allow(unused)]
        let Path(id) = argument_1;
        let Json(change) = argument_2;
        let output: StatusCode = { store.save(id, change).await };
        #[allow(unreachable_code)] output
    }
        .await;
    #[allow(unreachable_code)]
    granted.finish(::conditional_axum::__private::respond::<StatusCode>(output), policy)
}
