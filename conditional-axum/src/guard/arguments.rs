//! How a validator function gets the handler's own extractors.
//!
//! The extracted values stand in a list of references, `(&a, (&b, (&c, ())))`. A function's
//! parameters are looked up in it by type; the index of the element, and whether it is lent or
//! cloned, are marker types that the compiler infers, so the macro never has to understand a type.
//!
//! The handler's last parameter stands in it as a [`Slot`], which is empty while that parameter
//! waits for the decision. A function that takes it is given back by [`attempt`], and called again
//! once the slot is filled.

#![expect(
    non_snake_case,
    reason = "the type parameters of a tuple name its values, too"
)]

use std::marker::PhantomData;

/// Index of the first element of a list.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "private: a marker")]
pub struct Here;

/// Index of the first element, which is a [`Slot`].
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "private: a marker")]
pub struct Late;

/// Index of an element after the first one.
#[derive(Debug)]
pub struct There<I>(PhantomData<I>);

/// The handler's last parameter, which may not have been extracted yet.
#[derive(Debug)]
pub struct Slot<'a, T>(pub(crate) Option<&'a T>);

/// A parameter that is lent: `&T`.
#[derive(Debug)]
pub struct Lent<I>(PhantomData<I>);

/// A parameter that is cloned: `T`.
#[derive(Debug)]
pub struct Cloned<I>(PhantomData<I>);

/// A type of which the list `L` has a value, at index `I`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an extractor of this handler",
    label = "this function takes `{Self}`, which the handler does not extract",
    note = "a function of the attribute takes the handler's extractors, by type: `&T`, or `T` where `T: Clone`",
    note = "add the missing one to the handler's parameters, or to the attribute: `extract(…)`",
    note = "the loaded row is not an extractor: with `resource`, the functions of `headers` and `applied` take it as `&Row`"
)]
pub trait Extracted<'a, L, I> {
    /// That value; `None` where it waits.
    fn pick(list: &L) -> Option<&'a Self>;
}

impl<'a, T, Rest> Extracted<'a, (&'a T, Rest), Here> for T {
    fn pick(list: &(&'a T, Rest)) -> Option<&'a T> {
        Some(list.0)
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T, Rest> Extracted<'a, (Slot<'a, T>, Rest), Late> for T {
    fn pick(list: &(Slot<'a, T>, Rest)) -> Option<&'a T> {
        list.0.0
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T, First, Rest, I> Extracted<'a, (First, Rest), There<I>> for T
where
    T: Extracted<'a, Rest, I>,
{
    fn pick(list: &(First, Rest)) -> Option<&'a T> {
        T::pick(&list.1)
    }
}

/// One parameter of a validator function, taken from the list `L`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an extractor of this handler",
    label = "this function takes `{Self}`, which the handler does not extract",
    note = "a function of the attribute takes the handler's extractors, by type: `&T`, or `T` where `T: Clone`",
    note = "add the missing one to the handler's parameters, or to the attribute: `extract(…)`",
    note = "the loaded row is not an extractor: with `resource`, the functions of `headers` and `applied` take it as `&Row`"
)]
pub trait Argument<L, M>: Sized {
    /// The value of this parameter; `None` where it waits.
    fn from_list(list: &L) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<'a, T, L, I> Argument<L, Lent<I>> for &'a T
where
    T: Extracted<'a, L, I>,
{
    fn from_list(list: &L) -> Option<Self> {
        T::pick(list)
    }
}

impl<'a, T, L, I> Argument<L, Cloned<I>> for T
where
    T: ByValue + Extracted<'a, L, I> + 'a,
{
    fn from_list(list: &L) -> Option<Self> {
        T::pick(list).cloned()
    }
}

/// Marks a parameter that is not possible: `&mut T`.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "private: a marker")]
pub struct Mutable;

/// A type that does not exist.
pub trait Never {
    /// A value that does not exist.
    fn never<T>() -> T;
}

// Never applies. With it there are two ways to read `&mut T`, so that the compiler says that none
// fits instead of what each lacks.
#[diagnostic::do_not_recommend]
impl<T: Never, L> Argument<L, Mutable> for &mut T {
    fn from_list(_list: &L) -> Option<Self> {
        T::never()
    }
}

/// A parameter that can be cloned out of the list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be cloned",
    label = "takes `{Self}` by value: write `&{Self}`",
    note = "a function of the attribute takes the handler's extractors: `&T`, or `T` where `T: Clone`"
)]
pub trait ByValue: Clone {}

#[diagnostic::do_not_recommend]
impl<T: Clone> ByValue for T {}

/// A function with the parameters `A`, a tuple.
#[diagnostic::on_unimplemented(
    message = "this is not a function over extractors of the handler",
    label = "must be a function of at most 16 parameters",
    note = "write the name of a `fn` or `async fn`, or a closure `|Path(id): &Path<u64>| …`"
)]
pub trait Function<A> {
    /// What the function returns: a value, or the future of an `async fn`.
    type Output;

    /// Calls the function.
    fn call(self, arguments: A) -> Self::Output;
}

/// A list that can supply each parameter of the tuple `A`.
pub trait Supplies<A, M> {
    /// All parameters, looked up in the list; `None` where one of them waits.
    fn supply(&self) -> Option<A>;
}

macro_rules! functions {
    ($(($($argument:ident $marker:ident),*)),* $(,)?) => {$(
        impl<Func, Output, $($argument),*> Function<($($argument,)*)> for Func
        where
            Func: FnOnce($($argument),*) -> Output,
        {
            type Output = Output;

            fn call(self, ($($argument,)*): ($($argument,)*)) -> Output {
                self($($argument),*)
            }
        }

        supplies!($($argument $marker),*);
    )*};
}

macro_rules! supplies {
    () => {
        impl<L> Supplies<(), ()> for L {
            fn supply(&self) -> Option<()> {
                Some(())
            }
        }
    };
    ($($argument:ident $marker:ident),+) => {
        impl<L, $($argument, $marker),+> Supplies<($($argument,)+), ($($marker,)+)> for L
        where
            $($argument: Argument<L, $marker>,)+
        {
            fn supply(&self) -> Option<($($argument,)+)> {
                Some(($($argument::from_list(self)?,)+))
            }
        }
    };
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

/// Calls a function with its parameters from the list.
///
/// It does not await: one generic `async fn` that calls and awaits is not `Send`, since lifetimes
/// are erased inside it (rust-lang/rust#100013).
/// [`Returned::ready`](super::outcome::Returned::ready) begins the second step.
///
/// # Errors
///
/// The function itself, where one of its parameters waits.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the list is made for this one call"
)]
pub fn attempt<F: Function<A>, L: Supplies<A, M>, A, M>(
    function: F,
    list: L,
) -> Result<F::Output, F> {
    match list.supply() {
        Some(arguments) => Ok(function.call(arguments)),
        None => Err(function),
    }
}
