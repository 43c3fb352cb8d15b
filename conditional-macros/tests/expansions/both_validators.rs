#[debug_handler(state = App)]
async fn show(
    argument_0: State<Db>,
    mut last: ::conditional_axum::__private::Last<Path<u64>, ()>,
) -> ::conditional_axum::__private::Guarded<
    Result<impl IntoResponse, Error>,
    {
        ::conditional_axum::__private::facts::ETAG
            | ::conditional_axum::__private::facts::LAST_MODIFIED
            | ::conditional_axum::__private::facts::CACHE_CONTROL
            | ::conditional_axum::__private::facts::VARY
    },
> {
    let fields;
    let mut guard = ::conditional_axum::__private::Guard::new(
        &last.head,
        ::conditional_axum::__private::Rules {
            required: false,
            weak_if_match: false,
            bare_tags: false,
        },
    );
    #[allow(unused_imports, unused_mut, unused_assignments, unused_qualifications)]
    {
        use ::conditional_axum::__private::Otherwise as _;
        let () = last.extra;
        if guard.asks(&last.head) {
            let loaded = match ::conditional_axum::__private::Returned(
                    ::conditional_axum::__private::Returned({
                            let mut function = tag;
                            loop {
                                function = match ::conditional_axum::__private::attempt(
                                    function,
                                    (&argument_0, (last.inside.slot(), ())),
                                ) {
                                    ::core::result::Result::Ok(function) => break function,
                                    ::core::result::Result::Err(function) => function,
                                };
                                last.inside = match last.inside.read(last.head.lend()).await
                                {
                                    ::core::result::Result::Ok(loaded) => {
                                        ::conditional_axum::__private::Inside::Read(loaded)
                                    }
                                    ::core::result::Result::Err(response) => {
                                        return response.into();
                                    }
                                };
                            }
                        })
                        .ready()
                        .await,
                )
                .fallible()
            {
                ::core::result::Result::Ok(loaded) => {
                    ::conditional_axum::__private::Returned(loaded).etag()
                }
                ::core::result::Result::Err(response) => return response.into(),
            };
            guard.etag(&last.head, loaded);
            if guard.asks_for_date() {
                let loaded = match ::conditional_axum::__private::Returned(
                        ::conditional_axum::__private::Returned({
                                let mut function = async |Path(id): &Path<u64>| {
                                    modified(*id).await
                                };
                                loop {
                                    function = match ::conditional_axum::__private::attempt(
                                        function,
                                        (&argument_0, (last.inside.slot(), ())),
                                    ) {
                                        ::core::result::Result::Ok(function) => break function,
                                        ::core::result::Result::Err(function) => function,
                                    };
                                    last.inside = match last.inside.read(last.head.lend()).await
                                    {
                                        ::core::result::Result::Ok(loaded) => {
                                            ::conditional_axum::__private::Inside::Read(loaded)
                                        }
                                        ::core::result::Result::Err(response) => {
                                            return response.into();
                                        }
                                    };
                                }
                            })
                            .ready()
                            .await,
                    )
                    .fallible()
                {
                    ::core::result::Result::Ok(loaded) => {
                        ::conditional_axum::__private::Returned(loaded).last_modified()
                    }
                    ::core::result::Result::Err(response) => return response.into(),
                };
                guard.last_modified(loaded);
            }
        }
        let stops = guard.stops(&last.head);
        fields = |response: &mut ::conditional_axum::__private::Response| {
            ::conditional_axum::__private::add_cache_control(
                response,
                {
                    const CHECKED: &str = ::conditional_axum::__private::CacheControl::check_static(
                        "no-cache",
                    );
                    ::conditional_axum::__private::HeaderValue::from_static(CHECKED)
                },
            );
            ::conditional_axum::__private::add_vary(
                response,
                ::conditional_axum::__private::vary(VARY),
            );
        };
        if stops {
            if guard.refuses() {
                ::conditional_axum::__private::RefusedUpload::of(&mut last.head).await;
            }
            return guard.stop(&mut last.head, fields).into();
        }
    }
    let later = guard.grant(&mut last.head, last.inside.waits());
    let argument_1 = match last.inside.read(last.head).await {
        ::core::result::Result::Ok(argument_1) => argument_1,
        ::core::result::Result::Err(mut response) => {
            guard.finish(later, &mut response, fields);
            return response.into();
        }
    };
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
        { Ok(db.page(id).await?) }
    }
        .await;
    #[allow(unreachable_code)]
    guard
        .answer(
            later,
            ::conditional_axum::__private::respond::<Result<_, Error>>(output),
            fields,
        )
}
