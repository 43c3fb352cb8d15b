async fn save<S: Store>(
    argument_0: State<S>,
    argument_1: Path<u64>,
    mut last: ::conditional_axum::__private::Last<Json<Change>, ()>,
) -> ::conditional_axum::__private::Guarded<
    StatusCode,
    { ::conditional_axum::__private::facts::ETAG },
>
where
    S: Clone,
{
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
                            let mut function = tag::<S>;
                            loop {
                                function = match ::conditional_axum::__private::attempt(
                                    function,
                                    (&argument_0, (&argument_1, (last.inside.slot(), ()))),
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
        }
        let stops = guard.stops(&last.head);
        fields = |_: &mut ::conditional_axum::__private::Response| {};
        if stops {
            if guard.refuses() {
                ::conditional_axum::__private::RefusedUpload::of(&mut last.head).await;
            }
            return guard.stop(&mut last.head, fields).into();
        }
    }
    let later = guard.grant(&mut last.head, last.inside.waits());
    let argument_2 = match last.inside.read(last.head).await {
        ::core::result::Result::Ok(argument_2) => argument_2,
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
    guard
        .answer(
            later,
            ::conditional_axum::__private::respond::<StatusCode>(output),
            fields,
        )
}
