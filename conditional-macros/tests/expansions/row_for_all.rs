async fn save(
    argument_0: Path<u64>,
    mut last: ::conditional_axum::__private::Last<Json<Change>, (State<Db>, HeaderMap)>,
) -> ::conditional_axum::__private::Guarded<
    Result<(StatusCode, impl IntoResponse), Error>,
    {
        ::conditional_axum::__private::facts::RESOURCE
            | ::conditional_axum::__private::facts::NEEDS_ROW
            | ::conditional_axum::__private::facts::APPLIED
            | ::conditional_axum::__private::facts::HEADERS
    },
> {
    let fields;
    let mut argument_1;
    let mut guard = ::conditional_axum::__private::Guard::new(
        &last.head,
        ::conditional_axum::__private::Rules {
            required: false,
            weak_if_match: true,
            bare_tags: true,
        },
    );
    #[allow(unused_imports, unused_mut, unused_assignments, unused_qualifications)]
    {
        use ::conditional_axum::__private::Otherwise as _;
        let (extra_0, extra_1) = last.extra;
        let loaded = {
            let loaded = match ::conditional_axum::__private::Returned(
                    ::conditional_axum::__private::Returned({
                            let mut function = load;
                            loop {
                                function = match ::conditional_axum::__private::attempt(
                                    function,
                                    (
                                        &argument_0,
                                        (last.inside.slot(), (&extra_0, (&extra_1, ()))),
                                    ),
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
                    ::conditional_axum::__private::Returned(loaded).row()
                }
                ::core::result::Result::Err(response) => return response.into(),
            };
            if guard.asks(&last.head) {
                guard
                    .resource(
                        ::conditional_axum::__private::Returned(&loaded).representation(),
                    );
            }
            match ::conditional_axum::__private::current::<Row, _>(loaded) {
                ::core::option::Option::Some(loaded) => loaded,
                ::core::option::Option::None => return guard.missing().into(),
            }
        };
        let stops = guard.stops(&last.head);
        let output = match ::conditional_axum::__private::Returned(&loaded).present() {
            ::core::option::Option::Some(row) if guard.gives_fields() => {
                match match ::conditional_axum::__private::Returned(
                        ::conditional_axum::__private::Returned({
                                let mut function = fields;
                                loop {
                                    function = match ::conditional_axum::__private::attempt(
                                        function,
                                        (
                                            row,
                                            (
                                                &argument_0,
                                                (last.inside.slot(), (&extra_0, (&extra_1, ()))),
                                            ),
                                        ),
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
                        ::conditional_axum::__private::Returned(loaded).fields()
                    }
                    ::core::result::Result::Err(response) => return response.into(),
                } {
                    ::core::result::Result::Ok(loaded) => {
                        ::core::option::Option::Some(loaded)
                    }
                    ::core::result::Result::Err(response) => return response.into(),
                }
            }
            _ => ::core::option::Option::None,
        };
        fields = move |response: &mut ::conditional_axum::__private::Response| {
            output.unwrap_or_default().add_to(response);
        };
        if stops {
            if let ::core::option::Option::Some(row) = ::conditional_axum::__private::Returned(
                    &loaded,
                )
                .present() && guard.may_be_applied()
                && let ::core::option::Option::Some(response) = match ::conditional_axum::__private::Returned(
                        ::conditional_axum::__private::Returned({
                                let mut function = |row: &Row, change: &Json<Change>| {
                                    row.has(change)
                                };
                                loop {
                                    function = match ::conditional_axum::__private::attempt(
                                        function,
                                        (
                                            row,
                                            (
                                                &argument_0,
                                                (last.inside.slot(), (&extra_0, (&extra_1, ()))),
                                            ),
                                        ),
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
                                            if guard.refuses() {
                                                ::conditional_axum::__private::RefusedUpload::of(
                                                        &mut last.head,
                                                    )
                                                    .await;
                                            }
                                            return guard.stop(&mut last.head, fields).into();
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
                        ::conditional_axum::__private::Returned(loaded).applied()
                    }
                    ::core::result::Result::Err(response) => return response.into(),
                }
            {
                return guard.applied(&last.head, response).into();
            }
            if guard.refuses() {
                ::conditional_axum::__private::RefusedUpload::of(&mut last.head).await;
            }
            return guard.stop(&mut last.head, fields).into();
        }
        argument_1 = ::core::future::ready(
            ::conditional_axum::__private::Current(loaded),
        );
    }
    let later = guard.grant(&mut last.head, last.inside.waits());
    let argument_2 = match last.inside.read(last.head).await {
        ::core::result::Result::Ok(argument_2) => argument_2,
        ::core::result::Result::Err(mut response) => {
            guard.finish(later, &mut response, fields);
            return response.into();
        }
    };
    let argument_1 = &mut argument_1;
    #[allow(
        clippy::diverging_sub_expression,
        clippy::let_unit_value,
        clippy::no_effect_underscore_binding,
        clippy::unused_unit
    )]
    let output = async move {
        if let ::core::option::Option::Some(output) = ::core::option::Option::None::<
            Result<(StatusCode, _), Error>,
        > {
            return output;
        }
        let Path(id) = argument_0;
        let current = argument_1.await;
        let change = argument_2;
        { store(id, current, change).await }
    }
        .await;
    #[allow(unreachable_code)]
    guard
        .answer(
            later,
            ::conditional_axum::__private::respond::<
                Result<(StatusCode, _), Error>,
            >(output),
            fields,
        )
}
