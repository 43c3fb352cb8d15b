//! How a validator function gets the handler's own extractors.
//!
//! The extracted values stand in a list of references, `(&a, (&b, (&c, ())))`. A validator's
//! parameters are looked up in it by type; the index of the element, and whether it is lent or
//! cloned, are marker types that the compiler infers, so the macro never has to understand a type.

#![expect(
    non_snake_case,
    reason = "the type parameters of a tuple name its values, too"
)]

use std::marker::PhantomData;

/// Index of the first element of a list.
#[derive(Debug)]
pub struct Here;

/// Index of an element behind the first one.
#[derive(Debug)]
pub struct There<I>(PhantomData<I>);

/// A parameter that is lent: `&T`.
#[derive(Debug)]
pub struct Lent<I>(PhantomData<I>);

/// A parameter that is cloned: `T`.
#[derive(Debug)]
pub struct Cloned<I>(PhantomData<I>);

/// A list that has a value of type `T` at index `I`.
pub trait Has<'a, T, I> {
    /// That value.
    fn pick(&self) -> &'a T;
}

impl<'a, T, Rest> Has<'a, T, Here> for (&'a T, Rest) {
    #[inline]
    fn pick(&self) -> &'a T {
        self.0
    }
}

impl<'a, T, First, Rest, I> Has<'a, T, There<I>> for (First, Rest)
where
    Rest: Has<'a, T, I>,
{
    #[inline]
    fn pick(&self) -> &'a T {
        self.1.pick()
    }
}

/// One parameter of a validator function, taken from the list `L`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an extractor of this handler",
    label = "this function takes `{Self}`, which the handler does not extract",
    note = "a validator function takes extractors of its handler: `&T`, or `T` where `T: Clone`",
    note = "add the missing one to the handler's parameters, or take it off the function's"
)]
pub trait Argument<L, M>: Sized {
    /// The value of this parameter.
    fn from_list(list: &L) -> Self;
}

impl<'a, T, L, I> Argument<L, Lent<I>> for &'a T
where
    L: Has<'a, T, I>,
{
    #[inline]
    fn from_list(list: &L) -> Self {
        list.pick()
    }
}

impl<'a, T, L, I> Argument<L, Cloned<I>> for T
where
    T: ByValue + 'a,
    L: Has<'a, T, I>,
{
    #[inline]
    fn from_list(list: &L) -> Self {
        list.pick().clone()
    }
}

/// A parameter that can be cloned out of the list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be cloned",
    label = "takes `{Self}` by value: write `&{Self}`",
    note = "a validator function takes extractors of its handler: `&T`, or `T` where `T: Clone`"
)]
pub trait ByValue: Clone {}

#[diagnostic::do_not_recommend]
impl<T: Clone> ByValue for T {}

/// A function with the parameters `A`, a tuple.
#[diagnostic::on_unimplemented(
    message = "a validator must be a function over extractors of its handler",
    label = "not a function of at most 16 parameters",
    note = "write the name of a `fn` or `async fn`, or a closure: `#[etag(|Path(id): &Path<u64>| …)]`"
)]
pub trait Function<A> {
    /// What the function returns: a value, or the future of an `async fn`.
    type Output;

    /// Calls the function.
    fn call(self, arguments: A) -> Self::Output;
}

/// A tuple of parameters, each of which the list `L` can supply.
pub trait Arguments<L, M> {
    /// All parameters, looked up in the list.
    fn from_list(list: &L) -> Self;
}

macro_rules! functions {
    ($(($($argument:ident $marker:ident),*)),* $(,)?) => {$(
        impl<Func, Output, $($argument),*> Function<($($argument,)*)> for Func
        where
            Func: FnOnce($($argument),*) -> Output,
        {
            type Output = Output;

            #[inline]
            fn call(self, ($($argument,)*): ($($argument,)*)) -> Output {
                self($($argument),*)
            }
        }

        impl<L, $($argument, $marker),*> Arguments<L, ($($marker,)*)> for ($($argument,)*)
        where
            $($argument: Argument<L, $marker>,)*
        {
            #[inline]
            fn from_list(list: &L) -> Self {
                // A function without parameters looks nothing up.
                let _ = list;
                ($($argument::from_list(list),)*)
            }
        }
    )*};
}

functions! {
    (),
    (A1 M1),
    (A1 M1, A2 M2),
    (A1 M1, A2 M2, A3 M3),
    (A1 M1, A2 M2, A3 M3, A4 M4),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5, A6 M6),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5, A6 M6, A7 M7),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5, A6 M6, A7 M7, A8 M8),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5, A6 M6, A7 M7, A8 M8, A9 M9),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5, A6 M6, A7 M7, A8 M8, A9 M9, A10 M10),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5, A6 M6, A7 M7, A8 M8, A9 M9, A10 M10, A11 M11),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5, A6 M6, A7 M7, A8 M8, A9 M9, A10 M10, A11 M11, A12 M12),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5, A6 M6, A7 M7, A8 M8, A9 M9, A10 M10, A11 M11, A12 M12,
     A13 M13),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5, A6 M6, A7 M7, A8 M8, A9 M9, A10 M10, A11 M11, A12 M12,
     A13 M13, A14 M14),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5, A6 M6, A7 M7, A8 M8, A9 M9, A10 M10, A11 M11, A12 M12,
     A13 M13, A14 M14, A15 M15),
    (A1 M1, A2 M2, A3 M3, A4 M4, A5 M5, A6 M6, A7 M7, A8 M8, A9 M9, A10 M10, A11 M11, A12 M12,
     A13 M13, A14 M14, A15 M15, A16 M16),
}

/// Calls a validator function with its parameters from the list.
///
/// It does not await: one generic `async fn` that calls and awaits is not `Send`, since lifetimes
/// are erased inside it (rust-lang/rust#100013). [`settle`](super::outcome::settle) is the second step.
#[inline]
pub fn apply<F, L, A, M>(function: F, list: L) -> F::Output
where
    F: Function<A>,
    A: Arguments<L, M>,
{
    function.call(A::from_list(&list))
}
