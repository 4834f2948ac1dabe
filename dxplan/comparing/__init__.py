"""What differs between two versions of a plan, by id: texts, indicators, targets, verdicts. Pure: plan and plan in, values out."""
