"""What handouts and screens show: assessments to rows, labels and counts, as printed."""
