//! The rules, a file or folder for each topic.

mod codings;
mod dependence;
mod errors;
mod head;
mod if_match;
mod if_modified_since;
mod if_none_match;
mod if_unmodified_since;
mod not_modified;
mod precedence;
mod ranges;
mod validators;
mod writes;

use crate::rule::Rule;

/// All topics, in the order in which they are asked: reads first, then writes.
const TOPICS: [&[Rule]; 20] = [
    validators::RULES,
    head::RULES,
    if_none_match::tags::RULES,
    if_none_match::lists::RULES,
    if_none_match::octets::RULES,
    if_none_match::long_lists::RULES,
    if_match::RULES,
    if_modified_since::RULES,
    if_unmodified_since::RULES,
    precedence::RULES,
    not_modified::RULES,
    ranges::partial::RULES,
    ranges::if_range::RULES,
    codings::RULES,
    dependence::RULES,
    errors::RULES,
    writes::refused::RULES,
    writes::done::RULES,
    writes::same_second::RULES,
    writes::created::RULES,
];

/// All rules, in the order in which they are asked.
///
/// ```
/// let names: Vec<_> = conditional_check::rules().map(|rule| rule.name()).collect();
/// assert!(names.contains(&"if-none-match/weak-comparison"));
/// ```
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    TOPICS.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::rules;

    #[test]
    fn a_rule_rests_only_on_rules_before_it() {
        let mut known = Vec::new();
        for rule in rules() {
            for name in rule.requirements().iter().chain(rule.causes()) {
                assert!(known.contains(name), "{} rests on {name}", rule.name());
            }
            assert!(!known.contains(&rule.name()), "{} twice", rule.name());
            known.push(rule.name());
        }
    }

    #[test]
    fn every_rule_says_where_it_is_written() {
        for rule in rules() {
            assert!(rule.section().starts_with("RFC "), "{}", rule.name());
            assert_eq!(rule.name().matches('/').count(), 1, "{}", rule.name());
        }
    }
}
