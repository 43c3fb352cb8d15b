async fn save(
    argument_0: Path<u64>,
    last: ::conditional_axum::__private::Deferred<String>,
) -> ::conditional_axum::__private::Response {
    #[allow(unused_qualifications)]
    let policy = || ::conditional_axum::__private::Policy {
        cache_control: ::core::option::Option::None,
        vary: ::core::option::Option::None,
    };
    let argument_2;
    let argument_1;
    let (head, granted) = {
        let (head, inside) = last.open();
        argument_2 = inside;
        let mut guard = ::conditional_axum::__private::Guard::new(head, true);
        #[allow(unused_imports)]
        use ::conditional_axum::__private::Otherwise as _;
        #[allow(unused_qualifications)]
        let loaded = match ::conditional_axum::__private::Returned(
                ::conditional_axum::__private::Returned(
                        ::conditional_axum::__private::apply(load, (&argument_0, ())),
                    )
                    .ready()
                    .await,
            )
            .fallible()
        {
            ::core::result::Result::Ok(loaded) => {
                ::conditional_axum::__private::Returned(loaded).row()
            }
            ::core::result::Result::Err(response) => return response,
        };
        #[allow(unused_qualifications)]
        guard
            .resource(::conditional_axum::__private::Returned(&loaded).representation());
        if guard.stops() {
            return guard.stop(policy);
        }
        let (head, granted) = guard.grant_body();
        argument_1 = match ::conditional_axum::__private::current::<Row, _>(loaded) {
            ::core::result::Result::Ok(loaded) => loaded,
            ::core::result::Result::Err(response) => {
                return granted.finish(response, policy);
            }
        };
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
            String,
        > {
            return output;
        }
        let Path(id) = argument_0;
        let Current(row) = argument_1;
        let body = argument_2;
        let output: String = { format!("{id} {} {body}", row.version) };
        #[allow(unreachable_code)] output
    }
        .await;
    #[allow(unreachable_code)]
    granted.finish(::conditional_axum::__private::respond::<String>(output), policy)
}
