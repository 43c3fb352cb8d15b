pub(crate) async fn save(
    argument_0: ::conditional_axum::__private::Ranged<Option<TypedHeader<Range>>>,
    mut last: ::conditional_axum::__private::Deferred<Upload, ()>,
) -> ::conditional_axum::__private::Guarded<
    (),
    { ::conditional_axum::__private::facts::ETAG },
> {
    let (argument_0, argument_0_rejected) = argument_0.open();
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
                                    (&argument_0, (last.0.inside.slot(), ())),
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
        }
        let stops = guard.stops(&last.0.head);
        fields = |_: &mut ::conditional_axum::__private::Response| {};
        if stops {
            if guard.refuses() {
                ::conditional_axum::__private::RefusedUpload::of(&mut last.0.head).await;
            }
            return guard.stop(&mut last.0.head, fields).into();
        }
    }
    let later = guard.grant(&mut last.0.head, last.0.inside.waits());
    let argument_0 = match guard.range(&later, argument_0, argument_0_rejected) {
        ::core::result::Result::Ok(argument_0) => argument_0,
        ::core::result::Result::Err(mut response) => {
            guard.finish(later, &mut response, fields);
            return response.into();
        }
    };
    let argument_1 = match last.0.inside.read(last.0.head).await {
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
            (),
        > {
            return output;
        }
        let range = argument_0;
        let upload = argument_1;
        let output: () = { store(upload).await };
        #[allow(unreachable_code)] output
    }
        .await;
    #[allow(unreachable_code)]
    guard.answer(later, ::conditional_axum::__private::respond::<()>(output), fields)
}
