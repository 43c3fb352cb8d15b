async fn save(
    argument_0: Path<u64>,
    mut last: ::conditional_axum::__private::Last<String, ()>,
) -> ::conditional_axum::__private::Guarded<
    String,
    {
        ::conditional_axum::__private::facts::RESOURCE
            | ::conditional_axum::__private::facts::REQUIRED
            | ::conditional_axum::__private::facts::NEEDS_ROW
    },
> {
    let fields;
    let mut argument_1;
    let mut guard = ::conditional_axum::__private::Guard::new(
        &last.head,
        ::conditional_axum::__private::Rules {
            required: true,
            weak_if_match: false,
            bare_tags: false,
        },
    );
    #[allow(unused_imports, unused_mut, unused_assignments, unused_qualifications)]
    {
        use ::conditional_axum::__private::Otherwise as _;
        let () = last.extra;
        argument_1 = ::core::future::ready(
            ::conditional_axum::__private::Current({
                let loaded = match ::conditional_axum::__private::Returned(
                        ::conditional_axum::__private::Returned({
                                let mut function = load;
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
                        ::conditional_axum::__private::Returned(loaded).row()
                    }
                    ::core::result::Result::Err(response) => return response.into(),
                };
                if guard.asks(&last.head) {
                    guard
                        .resource(
                            ::conditional_axum::__private::Returned(&loaded)
                                .representation(),
                        );
                }
                match ::conditional_axum::__private::current::<Row, _>(loaded) {
                    ::core::option::Option::Some(loaded) => loaded,
                    ::core::option::Option::None => return guard.missing().into(),
                }
            }),
        );
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
    let argument_1 = &mut argument_1;
    #[allow(
        clippy::diverging_sub_expression,
        clippy::let_unit_value,
        clippy::no_effect_underscore_binding,
        clippy::unused_unit
    )]
    let output = async move {
        if let ::core::option::Option::Some(output) = ::core::option::Option::None::<
            String,
        > {
            return output;
        }
        let Path(id) = argument_0;
        let Current(row) = argument_1.await;
        let body = argument_2;
        let output: String = { format!("{id} {} {body}", row.version) };
        #[allow(unreachable_code)] output
    }
        .await;
    #[allow(unreachable_code)]
    guard.answer(later, ::conditional_axum::__private::respond::<String>(output), fields)
}
