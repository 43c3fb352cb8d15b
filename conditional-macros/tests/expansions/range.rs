#[debug_handler]
async fn show(
    argument_0: Path<&'static str>,
    extra_0: State<App>,
    mut last: ::conditional_axum::__private::Deferred<Option<TypedHeader<Range>>, ()>,
) -> ::conditional_axum::__private::Guarded<
    [impl IntoResponse + 'static; 2],
    {
        ::conditional_axum::__private::facts::ETAG
            | ::conditional_axum::__private::facts::LAST_MODIFIED
            | ::conditional_axum::__private::facts::HEADERS
    },
> {
    let fields;
    let mut guard = ::conditional_axum::__private::Guard::new(
        &last.0.head,
        ::conditional_axum::__private::Rules {
            required: false,
            weak_if_match: false,
            bare_tags: false,
        },
    );
    #[allow(unused_imports, unused_mut, unused_assignments, unused_qualifications)]
    {
        use ::conditional_axum::__private::Otherwise as _;
        let () = last.0.extra;
        if guard.asks(&last.0.head) {
            let loaded = match ::conditional_axum::__private::Returned(
                    ::conditional_axum::__private::Returned({
                            let mut function = tag;
                            loop {
                                function = match ::conditional_axum::__private::attempt(
                                    function,
                                    (&argument_0, (last.0.inside.slot(), (&extra_0, ()))),
                                ) {
                                    ::core::result::Result::Ok(function) => break function,
                                    ::core::result::Result::Err(function) => function,
                                };
                                last.0.inside = match last
                                    .0
                                    .inside
                                    .read(last.0.head.lend())
                                    .await
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
            guard.etag(&last.0.head, loaded);
            if guard.asks_for_date() {
                let loaded = match ::conditional_axum::__private::Returned(
                        ::conditional_axum::__private::Returned({
                                let mut function = date;
                                loop {
                                    function = match ::conditional_axum::__private::attempt(
                                        function,
                                        (&argument_0, (last.0.inside.slot(), (&extra_0, ()))),
                                    ) {
                                        ::core::result::Result::Ok(function) => break function,
                                        ::core::result::Result::Err(function) => function,
                                    };
                                    last.0.inside = match last
                                        .0
                                        .inside
                                        .read(last.0.head.lend())
                                        .await
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
        let stops = guard.stops(&last.0.head);
        let output = if guard.gives_fields() {
            match match ::conditional_axum::__private::Returned(
                    ::conditional_axum::__private::Returned({
                            let mut function = fields;
                            loop {
                                function = match ::conditional_axum::__private::attempt(
                                    function,
                                    (&argument_0, (last.0.inside.slot(), (&extra_0, ()))),
                                ) {
                                    ::core::result::Result::Ok(function) => break function,
                                    ::core::result::Result::Err(function) => function,
                                };
                                last.0.inside = match last
                                    .0
                                    .inside
                                    .read(last.0.head.lend())
                                    .await
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
        } else {
            ::core::option::Option::None
        };
        fields = move |response: &mut ::conditional_axum::__private::Response| {
            output.unwrap_or_default().add_to(response);
        };
        if stops {
            if guard.refuses() {
                ::conditional_axum::__private::RefusedUpload::of(&mut last.0.head).await;
            }
            return guard.stop(&mut last.0.head, fields).into();
        }
    }
    let later = guard.grant(&mut last.0.head, last.0.inside.waits());
    let argument_1 = match last.0.inside.read(last.0.head).await {
        ::core::result::Result::Ok(argument_1) => argument_1,
        ::core::result::Result::Err(mut response) => {
            guard.finish(later, &mut response, fields);
            return response.into();
        }
    };
    let argument_1 = match guard.range(&later, argument_1, ::core::option::Option::None)
    {
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
            [_; 2],
        > {
            return output;
        }
        let Path(id) = argument_0;
        let mut range = argument_1;
        { parts(id, range) }
    }
        .await;
    #[allow(unreachable_code)]
    guard.answer(later, ::conditional_axum::__private::respond::<[_; 2]>(output), fields)
}
