//! What must hold of the arrows of a crate; what breaks is told with the move that mends it.

use std::collections::{BTreeSet, HashMap};

use crate::arrows::{Arrow, Crate};

/// A wing, and those that it may name; what they may name, it may name as well.
pub(crate) type Order<'a> = &'a [(&'a str, &'a [&'a str])];

/// All that is wrong with a crate.
pub(crate) fn faults(read: &Crate, order: Order<'_>) -> Vec<String> {
    let arrows = read.arrows();
    let mut faults = circles(read, &arrows);
    faults.extend(against_the_order(read, &arrows, order));
    faults.extend(by_the_root(read, &arrows));
    faults
}

fn place(read: &Crate, arrow: &Arrow) -> String {
    let path = &read.sources[arrow.from].path;
    format!("{path}:{} names `{}`", arrow.line, arrow.written)
}

/// Two files that name each other, at whatever distance.
fn circles(read: &Crate, arrows: &[Arrow]) -> Vec<String> {
    let reached = reached(read, arrows);
    let is_on_a_circle = |arrow: &&Arrow| reached[&arrow.to].contains(&arrow.from);
    let pairs = Crate::pairs(arrows);
    let mut told = BTreeSet::new();
    let mut faults = Vec::new();
    for arrow in pairs.into_values().filter(is_on_a_circle) {
        let (from, to) = (arrow.from, arrow.to);
        let back = Crate::pairs(arrows).remove(&(to, from));
        if !told.insert((from.min(to), from.max(to))) {
            continue;
        }
        let (here, there) = (&read.sources[from].path, &read.sources[to].path);
        let rest = match back {
            Some(back) => place(read, back),
            None => format!("{there} names {here} by way of other files"),
        };
        faults.push(format!(
            "a circle: {}, and {rest}.\n  Move what both need into a file that names neither, or the \
             `impl` that needs the other one there.",
            place(read, arrow)
        ));
    }
    faults
}

/// From each file, all that its arrows lead to.
fn reached(read: &Crate, arrows: &[Arrow]) -> HashMap<usize, BTreeSet<usize>> {
    let direct = |file| {
        let own = arrows.iter().filter(move |arrow| arrow.from == file);
        own.map(|arrow| arrow.to)
    };
    let all_from = |file| {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<usize> = direct(file).collect();
        while let Some(next) = waiting.pop() {
            if reached.insert(next) {
                waiting.extend(direct(next));
            }
        }
        reached
    };
    (0..read.sources.len())
        .map(|file| (file, all_from(file)))
        .collect()
}

fn against_the_order(read: &Crate, arrows: &[Arrow], order: Order<'_>) -> Vec<String> {
    let wing = |file: usize| read.sources[file].module.first().map(String::as_str);
    let is_known = |wing: &str| order.iter().any(|(known, _)| *known == wing);
    let wings: BTreeSet<&str> = (0..read.sources.len()).filter_map(wing).collect();
    let unknown = wings.into_iter().filter(|wing| !is_known(wing));
    let mut faults: Vec<_> = unknown
        .map(|wing| {
            format!(
                "`{wing}` is a wing that the order does not know.\n  Move its files into one that it \
                 knows, or give it its place in tests/architecture/main.rs."
            )
        })
        .collect();
    for arrow in arrows {
        let (Some(from), Some(to)) = (wing(arrow.from), wing(arrow.to)) else {
            continue;
        };
        let are_known = is_known(from) && is_known(to);
        if from != to && are_known && !may_name(order, from).contains(to) {
            faults.push(format!(
                "against the order: {}, and `{to}` is not before `{from}`.\n  Move what is named into \
                 `{from}` or an earlier wing, or what names it into `{to}` or a later one (an `impl` \
                 block may stand in another wing than its type).",
                place(read, arrow)
            ));
        }
    }
    faults
}

fn may_name<'a>(order: Order<'a>, wing: &str) -> BTreeSet<&'a str> {
    let direct = order.iter().filter(|(of, _)| *of == wing);
    let direct: Vec<&str> = direct
        .flat_map(|(_, earlier)| earlier.iter().copied())
        .collect();
    let further = direct.iter().flat_map(|earlier| may_name(order, earlier));
    further.chain(direct.iter().copied()).collect()
}

fn by_the_root(read: &Crate, arrows: &[Arrow]) -> Vec<String> {
    let by_the_root = arrows.iter().filter(|arrow| arrow.by_the_root);
    let fault = |arrow: &Arrow| {
        let home = read.sources[arrow.to].module.join("::");
        let name = arrow.written.trim_start_matches("crate::");
        format!(
            "by the root's re-export: {}.\n  Name it by its home: it stands in `crate::{home}`, so write \
             `crate::{}::{name}` or what its door offers.",
            place(read, arrow),
            read.sources[arrow.to].module[..1].join("::"),
        )
    };
    by_the_root.map(fault).collect()
}
