"""判定: the numbers and results of a plan to verdicts, each able to say why."""
