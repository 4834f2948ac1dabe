"""``[judgement]``: rates, bands, rounding, combining, counting, as a plan says them and ``classify`` prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dxplan.format.schemes import SCHEMES
from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace

DONE = "\n[item.result]\ndone = true\n"
NOT_DONE = '\n[item.result]\ndone = false\nreason = "台風のため"\n'
#: Four years, the second of them being judged; base values are those of R3.
FOUR_YEARS = 'fiscal_year = 2023\nyears = ["R4", "R7"]\nbase_year = "R3"'
ABCD = 'scheme = "abcd-100-80-50"\n'


def verdict(label: str, edge: str = "", *, achieved: bool = False) -> str:
    counts = "achieved = true\n" if achieved else ""
    return f'[[judgement.verdict]]\nlabel = "{label}"\n{edge}\n{counts}'


def indicator(target: str, actual: str = "", more: str = "", *, name: str = "研修", unit: str = "回") -> str:
    recorded = f"actual = {actual}\n" if actual else ""
    more = "".join(f"{line}\n" for line in more.split("; ") if line)
    return f'\n[[item.indicator]]\nname = "{name}"\nunit = "{unit}"\ntarget = {target}\n{recorded}{more}'


class Plan:
    """A workspace with a plan that judges in its own way."""

    def __init__(self, made: Workspace) -> None:
        self.workspace = made

    def classify(self) -> dict[str, Any]:
        outcome = self.workspace.run("classify", "2019", "--json")
        assert outcome.code == 0, outcome.err
        data: dict[str, Any] = json.loads(outcome.out)
        return data

    @property
    def item(self) -> dict[str, Any]:
        item: dict[str, Any] = self.classify()["items"][0]
        return item

    @property
    def judged(self) -> tuple[str, str | None]:
        """Verdict and rate of the first item."""
        return self.item["verdict"], self.item["rate"]

    @property
    def counted(self) -> tuple[int, int]:
        """What is counted in all, and what of it is achieved."""
        total = self.classify()["total"]
        return total["items"], total["achieved"]

    def explain(self, wanted: str = "koho") -> str:
        outcome = self.workspace.run("classify", "2019", "--explain", wanted)
        assert outcome.code == 0, outcome.err
        return outcome.out


MakePlan = Callable[..., Plan]


@pytest.fixture
def plan(piped: MakeWorkspace) -> MakePlan:
    """Make a plan: ``plan(judgement, indicators and result of the one item)``."""

    def make(judgement: str, rest: str, *, years: str = "fiscal_year = 2019", items: str = ITEM) -> Plan:
        head = HEAD.replace("fiscal_year = 2019", years)
        head = head.replace("[[direction]]", f"[judgement]\n{judgement}\n[[direction]]", 1)
        return Plan(piped({"plans/2019/plan.toml": head, "plans/2019/kurashi.toml": items + rest}))

    return make


class TestFormulas:
    @pytest.mark.parametrize(
        ("formula", "target", "actual", "more", "judged"),
        [
            ("A/T", "50", "40", "", ("B", "80.0")),
            ("A/T", "50", "75", "", ("A", "150.0")),
            ("A/T", "50", '"▲10"', "", ("D", "-20.0")),
            ("A/T", "50", "20", "baseline = 10", ("D", "40.0")),  # the base value plays no part
            ("A/T", "10", "12", 'better = "lower"', ("B", "80.0")),  # 2 − 12/10
            ("A/T", "10", "5", 'better = "lower"', ("A", "150.0")),
            ("A/T", "10", "25", 'better = "lower"', ("D", "-50.0")),
            ("(A-B)/(T-B)", "50", "30", "baseline = 10", ("C", "50.0")),
            ("(A-B)/(T-B)", "50", "10", "baseline = 10", ("D", "0.0")),
            ("(A-B)/(T-B)", "50", "6", "baseline = 10", ("D", "-10.0")),
            ("(A-B)/(T-B)", "10", "12", 'baseline = 20; better = "lower"', ("B", "80.0")),
            ("(A-B)/(T-B)", '"▲100"', '"▲120"', 'baseline = "▲200"', ("B", "80.0")),
            ("A/B", "50", "30", "baseline = 40", ("C", "75.0")),  # the target plays no part
            ("A/B", "50", "44", "baseline = 40", ("A", "110.0")),
            ("A/B", "10", "25", 'baseline = 20; better = "lower"', ("B", "80.0")),  # 20/25
            ("A/B", "10", "16", 'baseline = 20; better = "lower"', ("A", "125.0")),
            ("A/T", "10", "16", 'formula = "T/A"; better = "lower"', ("C", "62.5")),  # and not 2 − 16/10
            ("A/T", "10", "8", 'formula = "T/A"; better = "lower"', ("A", "125.0")),
            ("compare", "50", "49", "", ("D", "0.0")),
            ("compare", "50", "50", "", ("A", "100.0")),
        ],
    )
    def test_a_rate_is_what_its_formula_says(
        self, plan: MakePlan, formula: str, target: str, actual: str, more: str, judged: tuple[str, str]
    ) -> None:
        made = plan(f'{ABCD}formula = "{formula}"', indicator(target, actual, more) + DONE)
        assert made.judged == judged

    @pytest.mark.parametrize(
        ("target", "actual", "more", "rate"),
        [
            ('"5%増"', "7985.25", "baseline = 7605", "100.0"),  # T = 7,605 × 1.05
            ('"2倍"', "9", "baseline = 6", "75.0"),
            ('"10%減"', "99", "baseline = 100", "90.0"),  # 下向き, though nobody says so: 2 − 99/90
            ('"30以下"', "36", "", "80.0"),
            ('"99%以上"', "49.5", "", "50.0"),
            ('"8〜12"', "12", "", "100.0"),
            ('"8〜12"', "13", "", "0.0"),  # a range is hit or not
            ("30", "30", 'better = "equal"', "100.0"),
            ("30", "31", 'better = "equal"', "0.0"),
            ('"約50"', '"45強"', "", "90.0"),
            ("50", "45", 'provisional = "確定値は8月に公表"', "90.0"),
            ("50", "{ numerator = 1, denominator = 3 }", "", "66.7"),
        ],
    )
    def test_every_kind_of_target_has_its_rate(
        self, plan: MakePlan, target: str, actual: str, more: str, rate: str
    ) -> None:
        made = plan(ABCD, indicator(target, actual, more, unit="%") + DONE)
        assert made.item["rate"] == rate

    def test_a_quotient_is_never_rounded_on_its_way_to_a_band(self, plan: MakePlan) -> None:
        third = "{ numerator = 1, denominator = 3 }"
        bands = verdict("満", "from = 100", achieved=True) + verdict("欠", "from = 0")
        judgement = f'formula = "A/T"\ncombine = "worst"\nround = "after"\n{bands}'
        just_below = indicator("33.33333333333333333334", third, unit="%")
        assert plan(judgement, just_below + DONE).judged == ("欠", "99.99999999999999999998")
        just_above = indicator("33.33333333333333333333", third, unit="%")
        assert plan(judgement, just_above + DONE).judged == ("満", "100.0")

    def test_an_indicator_may_have_a_formula_of_its_own(self, plan: MakePlan) -> None:
        rest = indicator("50", "30", 'baseline = 10; formula = "(A-B)/(T-B)"')
        assert plan(ABCD, rest + DONE).judged == ("C", "50.0")
        rest = indicator("0", "0", 'better = "lower"; formula = "compare"')
        assert plan(ABCD, rest + DONE).judged == ("A", "100.0")

    def test_changing_the_formula_of_a_named_scheme_changes_it_for_both_directions(
        self, plan: MakePlan
    ) -> None:
        lower = indicator("10", "12", 'baseline = 20; better = "lower"')
        assert plan(f'{ABCD}formula = "(A-B)/(T-B)"', lower + DONE).judged == ("B", "80.0")
        assert plan(f'{ABCD}lower = "(A-B)/(T-B)"', lower + DONE).judged == ("B", "80.0")
        assert plan(ABCD, lower + DONE).judged == ("B", "80.0")  # 2 − 12/10, by chance the same
        assert plan('formula = "A/T"\ncombine = "worst"', lower + DONE).item["rate"] == "80.0"


class TestExpected:
    #: From 10 in R3 to 50 in R7, ten a year: 30 in R5.
    def rest(self, actual: str, target: str = "{ R7 = 50 }", more: str = "baseline = 10") -> str:
        return indicator(target, f"{{ R5 = {actual} }}", more) + "\n[item.result.R5]\ndone = true\n"

    @pytest.mark.parametrize(
        ("actual", "judged"),
        [
            ("30", ("順調", "100.0")),
            ("24", ("やや遅れ", "70.0")),
            ("23", ("大幅遅れ", "65.0")),
            ("10", ("未着手", "0.0")),
            ("5", ("未着手", "-25.0")),
            ("50", ("順調", "200.0")),
        ],
    )
    def test_a_later_target_is_asked_how_far_it_should_be_by_now(
        self, plan: MakePlan, actual: str, judged: tuple[str, str]
    ) -> None:
        made = plan('scheme = "progress-4"', self.rest(actual), years=FOUR_YEARS)
        assert made.judged == judged

    def test_the_way_is_told_in_numbers(self, plan: MakePlan) -> None:
        said = plan('scheme = "progress-4"', self.rest("23"), years=FOUR_YEARS).explain()
        assert "今年度に見込む値 E = B＋(T−B)×k÷n = 10＋(50−10)×2÷4 = 30\n" in said
        assert "達成率 (A−B)÷(E−B) = (23−10)÷(30−10) = 65.0% → 大幅遅れ（0を超える）\n" in said

    @pytest.mark.parametrize("of_year", ["10", "5", '"8〜12"', '"60以下"'])
    def test_the_way_goes_to_the_last_target_whatever_is_asked_of_the_year(
        self, plan: MakePlan, of_year: str
    ) -> None:
        made = plan(
            'scheme = "progress-4"', self.rest("23", f"{{ R5 = {of_year}, R7 = 50 }}"), years=FOUR_YEARS
        )
        assert made.judged == ("大幅遅れ", "65.0")

    def test_a_last_target_that_is_a_range_is_met_or_not(self, plan: MakePlan) -> None:
        for actual, judged in (("30", ("順調", "100.0")), ("29", ("未着手", "0.0"))):
            made = plan('scheme = "progress-4"', self.rest(actual, '{ R7 = "30〜50" }'), years=FOUR_YEARS)
            assert made.judged == judged

    def test_what_falls_is_measured_the_same_way(self, plan: MakePlan) -> None:
        rest = self.rest("40", "{ R7 = 10 }", 'baseline = 50; better = "lower"')
        assert plan('scheme = "progress-4"', rest, years=FOUR_YEARS).judged == ("大幅遅れ", "50.0")

    def test_a_year_without_a_target_of_its_own_is_asked_one_that_is_not_measured_is_not(
        self, plan: MakePlan
    ) -> None:
        for cell, judged, said in (
            (
                "-",
                ("大幅遅れ", "65.0"),
                "今年度の目標は「-」（設定しない）。見込む値や基準値と比べる方式なので、判定する\n",
            ),
            ("/", ("順調", None), "今年度の目標は「/」（測定しない）。判定しない\n"),
        ):
            made = plan(
                'scheme = "progress-4"', self.rest("23", f'{{ R5 = "{cell}", R7 = 50 }}'), years=FOUR_YEARS
            )
            assert made.judged == judged
            assert said in made.explain()

    def test_once_the_last_target_is_over_nothing_more_is_asked(self, plan: MakePlan) -> None:
        rest = self.rest("40", "{ R4 = 50 }")
        assert plan('scheme = "progress-4"', rest, years=FOUR_YEARS).judged == ("順調", None)

    def test_under_other_formulas_a_later_target_is_not_judged_yet(self, plan: MakePlan) -> None:
        assert plan(ABCD, self.rest("23"), years=FOUR_YEARS).judged == ("A", None)  # done as planned

    def test_without_base_value_the_share_of_the_target_by_now_is_asked(self, plan: MakePlan) -> None:
        judgement = 'scheme = "progress-4"\nformula = "A/(T*k/n)"'
        for more in ("", "baseline = 10"):  # which plays no part
            made = plan(judgement, self.rest("20", more=more), years=FOUR_YEARS)
            assert made.judged == ("やや遅れ", "80.0")  # 50 × 2/4 = 25
            said = made.explain()
            assert "今年度に見込む値 E = T×k÷n = 50×2÷4 = 25\n" in said
            assert "達成率 A÷E = 20÷25 = 80.0% → やや遅れ（70以上）\n" in said
        # what falls starts from its base value all the same
        rest = self.rest("40", "{ R7 = 10 }", 'baseline = 50; better = "lower"')
        assert plan(judgement, rest, years=FOUR_YEARS).judged == ("大幅遅れ", "50.0")

    @pytest.mark.parametrize(
        ("more", "judged", "told"),
        [
            ("", ("やや遅れ", "96.0"), "E = T×k÷n = 25×2÷4 = 12.5\n"),
            ("expected_digits = 1", ("やや遅れ", "96.0"), "E = T×k÷n = 25×2÷4 = 12.5\n"),
            ("expected_digits = 0", ("やや遅れ", "92.3"), "E = T×k÷n = 25×2÷4 = 12.5 → 13（四捨五入）\n"),
            (
                'expected_digits = 0\nrounding = "down"',
                ("順調", "100.0"),
                "E = T×k÷n = 25×2÷4 = 12.5 → 12（切り捨て）\n",
            ),
        ],
    )
    def test_what_is_expected_is_rounded_before_it_is_compared_where_the_plan_says_so(
        self, plan: MakePlan, more: str, judged: tuple[str, str], told: str
    ) -> None:
        judgement = f'scheme = "progress-4"\nformula = "A/(T*k/n)"\n{more}'
        made = plan(judgement, self.rest("12", "{ R7 = 25 }", ""), years=FOUR_YEARS)
        assert (made.judged, told in made.explain()) == (judged, True)

    def test_the_course_is_held_against_the_same_rounded_value(self, plan: MakePlan) -> None:
        rest = self.rest("12", "{ R7 = 25 }", "baseline = 0")  # 12.5 by now
        years = f'{FOUR_YEARS}\nhandouts = ["KPI一覧"]'
        for more, stage in (("", "遅れ"), ('expected_digits = 0\nrounding = "down"', "順調")):
            made = plan(f'scheme = "progress-4"\ncourse = "linear"\n{more}', rest, years=years)
            assert f"進み具合 {stage}（今年度に見込む値に" in made.explain()

    def test_the_last_target_itself_is_not_rounded(self, plan: MakePlan) -> None:
        rest = self.rest("12.4", "{ R5 = 12.4 }", "baseline = 0")
        judgement = 'scheme = "progress-4"\nexpected_digits = 0'
        assert plan(judgement, rest, years=FOUR_YEARS).judged == ("順調", "100.0")
        assert plan(judgement, self.rest("12", "{ R5 = 12.4 }", "baseline = 0"), years=FOUR_YEARS).judged == (
            "やや遅れ",
            "96.8",
        )

    @pytest.mark.parametrize("base", ["0", "0.4"])  # 0.3 and 0.5 by now: to the base value, and to less
    def test_a_value_that_is_rounded_away_is_no_way(self, plan: MakePlan, base: str) -> None:
        rest = self.rest("0.5", "{ R7 = 0.6 }", f"baseline = {base}")
        judgement = 'scheme = "progress-4"\nexpected_digits = 0\nrounding = "down"'
        made = plan(judgement, rest, years=FOUR_YEARS)
        assert made.judged == ("算出不可", None)
        assert "達成率 算出不可: 今年度に見込む値が、丸めると基準値より進まない\n" in made.explain()


class TestLastYear:
    def rest(self, actual: str, more: str = "", target: str = "{ R5 = 50, R7 = 60 }") -> str:
        return indicator(target, actual, more) + "\n[item.result.R5]\ndone = true\n"

    @pytest.mark.parametrize(
        ("actual", "more", "judged"),
        [
            ("{ R4 = 40, R5 = 44 }", "", ("A", "110.0")),
            ("{ R4 = 40, R5 = 32 }", "baseline = 10", ("B", "80.0")),  # the base value plays no part
            ("{ R4 = 40, R5 = 32 }", 'better = "lower"', ("A", "125.0")),
            ("{ R4 = 40, R5 = 50 }", 'better = "lower"', ("B", "80.0")),
        ],
    )
    def test_the_actual_is_held_against_that_of_the_year_before(
        self, plan: MakePlan, actual: str, more: str, judged: tuple[str, str]
    ) -> None:
        assert plan(f'{ABCD}formula = "A/P"', self.rest(actual, more), years=FOUR_YEARS).judged == judged

    def test_it_is_told_in_numbers(self, plan: MakePlan) -> None:
        said = plan(f'{ABCD}formula = "A/P"', self.rest("{ R4 = 40, R5 = 44 }"), years=FOUR_YEARS).explain()
        assert "達成率 A÷P = 44÷40 = 110.0% → A（100以上）\n" in said

    @pytest.mark.parametrize(
        ("actual", "more", "reason"),
        [
            ("{ R5 = 44 }", "baseline = 40", "前年度（R4）の実績値がない"),  # R3 is not the year before
            ('{ R4 = "集計中", R5 = 44 }', "", "前年度（R4）の実績値がない"),
            ("{ R4 = 0, R5 = 44 }", "", "前年度の実績値が 0 なので、実績値を前年度の実績値で割れない"),
            (
                "{ R4 = 40, R5 = 0 }",
                'better = "lower"',
                "実績値が 0 なので、前年度の実績値を実績値で割れない",
            ),
        ],
    )
    def test_without_a_value_of_the_year_before_it_says_so(
        self, plan: MakePlan, actual: str, more: str, reason: str
    ) -> None:
        made = plan(f'{ABCD}formula = "A/P"', self.rest(actual, more), years=FOUR_YEARS)
        assert (made.judged, made.counted) == (("算出不可", None), (1, 0))
        assert f"達成率 算出不可: {reason}\n" in made.explain()

    def test_only_the_year_that_is_judged_is_missed(self, plan: MakePlan) -> None:
        """The target of R7 is no mistake, though nobody can know the actual of R6 yet."""
        made = plan(f'{ABCD}formula = "A/P"', self.rest("{ R4 = 40 }"), years=FOUR_YEARS)
        assert "DX475" not in made.workspace.run("validate", "2019").out
        made = plan(f'{ABCD}formula = "A/P"', self.rest("{ R5 = 40 }"), years=FOUR_YEARS)
        assert "のR5の目標は、達成率を算出できません" in made.workspace.run("validate", "2019").out


class TestIncomputable:
    @pytest.mark.parametrize(
        ("formula", "target", "more", "reason"),
        [
            ("A/T", "0", 'better = "lower"', "目標値が 0 なので、実績値を目標値で割れない"),
            ("A/T", '"▲3"', "", "目標値が負なので、目標値に対する割合が達成の度合いにならない"),
            ("(A-B)/(T-B)", "12", "", "基準値がない"),
            ("(A-B)/(T-B)", "12", 'baseline = "-"', "基準値がない"),
            ("(A-B)/(T-B)", "12", "baseline = 12", "目標値が基準値と同じで、進むはずの幅が 0 になる"),
            ("(A-B)/(T-B)", "12", "baseline = 15", "目標値が基準値より悪いので、進むはずの向きが逆になる"),
            (
                "(A-B)/(T-B)",
                "12",
                'baseline = 9; better = "lower"',
                "目標値が基準値より悪いので、進むはずの向きが逆になる",
            ),
            ("expected", "12", "", "基準値がない"),
            ("expected", "12", "baseline = 12", "目標値が基準値と同じで、進むはずの幅が 0 になる"),
            (
                "(A-B)/(T-B)",
                "12",
                'formula = "A/T"; better = "lower"',
                "下向きの指標を A/T で測ると、悪いほど高くなる",
            ),
            ("(A-B)/(T-B)", "12", 'formula = "2-A/T"', "上向きの指標を 2-A/T で測ると、悪いほど高くなる"),
            ("A/T", "12", 'formula = "T/A"', "上向きの指標を T/A で測ると、悪いほど高くなる"),
            ("A/B", "12", "", "基準値がない"),
            ("A/B", "12", "baseline = 0", "基準値が 0 なので、実績値を基準値で割れない"),
            (
                "A/B",
                "12",
                'baseline = "▲3"',
                "基準値が負なので、基準値に対する割合が達成の度合いにならない",
            ),
            (
                "A/T",
                "0",
                'formula = "T/A"; better = "lower"',
                "目標値が 0 なので、実績値に対する割合が達成の度合いにならない",
            ),
            ("A/P", "12", "", "前年度（H30）の実績値がない"),
            (
                "A/(T*k/n)",
                '"▲3"',
                "",
                "今年度に見込む値が負なので、今年度に見込む値に対する割合が達成の度合いにならない",
            ),
        ],
    )
    def test_what_cannot_be_computed_says_why_and_never_counts_as_achieved(
        self, plan: MakePlan, formula: str, target: str, more: str, reason: str
    ) -> None:
        made = plan(f'{ABCD}formula = "{formula}"', indicator(target, "12", more) + DONE)
        assert (made.judged, made.item["text"]) == (("算出不可", None), "算出不可")
        assert made.counted == (1, 0)
        assert f"達成率 算出不可: {reason}\n" in made.explain()

    @pytest.mark.parametrize(
        ("actual", "reason"),
        [
            ("0", "実績値が 0 なので、目標値を実績値で割れない"),
            ('"▲2"', "実績値が負なので、実績値に対する割合が達成の度合いにならない"),
        ],
    )
    def test_an_actual_that_nothing_can_be_divided_by_says_why(
        self, plan: MakePlan, actual: str, reason: str
    ) -> None:
        made = plan(f'{ABCD}lower = "T/A"', indicator("10", actual, 'better = "lower"') + DONE)
        assert (made.judged, made.counted) == (("算出不可", None), (1, 0))
        assert f"達成率 算出不可: {reason}\n" in made.explain()

    def test_a_person_may_say_what_it_is(self, plan: MakePlan) -> None:
        overrule = '\n[item.result.override]\nverdict = "A"\nreason = "漏えいはなかった"\n'
        made = plan(ABCD, indicator("0", "0", 'better = "lower"') + DONE + overrule)
        assert (made.judged, made.counted) == (("A", None), (1, 1))
        assert made.item["override"]["computed"] == "算出不可"

    def test_a_word_that_is_not_the_schemes_is_refused(self, plan: MakePlan) -> None:
        overrule = '\n[item.result.override]\nverdict = "目標達成"\nreason = "漏えいはなかった"\n'
        made = plan(ABCD, DONE + overrule)
        outcome = made.workspace.run("classify", "2019")
        assert (outcome.code, "DX204" in outcome.err, '"A"、"B"、"C"、"D" のどれか' in outcome.err) == (
            1,
            True,
            True,
        )


class TestBands:
    BANDS = (
        verdict("S", "above = 100", achieved=True)
        + verdict("A", "from = 100", achieved=True)
        + verdict("B", "above = 50")
        + verdict("C", "from = 0")
    )

    @pytest.mark.parametrize(
        ("actual", "judged"),
        [
            ("1001", ("S", "100.1")),
            ("1000", ("A", "100.0")),
            ("999", ("B", "99.9")),
            ("501", ("B", "50.1")),
            ("500", ("C", "50.0")),
            ('"▲1"', ("C", "-0.1")),  # below all edges
        ],
    )
    def test_a_rate_on_an_edge_is_in_where_the_band_begins_from_it_and_out_where_above(
        self, plan: MakePlan, actual: str, judged: tuple[str, str]
    ) -> None:
        judgement = f'formula = "A/T"\ncombine = "mean"\n{self.BANDS}'
        assert plan(judgement, indicator("1000", actual) + DONE).judged == judged

    @pytest.mark.parametrize(("when", "label", "shown"), [("before", "A", "100.0"), ("after", "B", "99.95")])
    def test_9995_is_100_only_where_it_is_rounded_before_it_is_compared(
        self, plan: MakePlan, when: str, label: str, shown: str
    ) -> None:
        made = plan(f'{ABCD}round = "{when}"', indicator("2000", "1999") + DONE)
        assert made.judged == (label, shown)
        assert made.item["indicators"][0]["rate"] == shown
        assert made.item["text"] == f"{label}（{shown}%）"

    @pytest.mark.parametrize(
        ("rounding", "digits", "actual", "judged"),
        [
            ("half_up", 1, '"▲0.5"', ("後退", "-0.1")),  # −0.05 %: away from zero
            ("down", 1, '"▲0.5"', ("維持", "0.0")),  # towards zero
            ("down", 1, '"▲1.9"', ("後退", "-0.1")),
            ("half_up", 1, '"▲0.4"', ("維持", "0.0")),
            ("half_up", 0, "995", ("達成", "100")),
            ("down", 0, "999", ("維持", "99")),
            ("down", 3, "999.9999", ("維持", "99.999")),
        ],
    )
    def test_rates_are_rounded_as_declared_negative_ones_by_their_size(
        self, plan: MakePlan, rounding: str, digits: int, actual: str, judged: tuple[str, str]
    ) -> None:
        bands = (
            verdict("達成", "from = 100", achieved=True)
            + verdict("維持", "from = 0")
            + verdict("後退", "from = -1000")
        )
        judgement = f'formula = "A/T"\ncombine = "mean"\nrounding = "{rounding}"\ndigits = {digits}\n{bands}'
        assert plan(judgement, indicator("1000", actual) + DONE).judged == judged

    def test_without_rounding_first_the_smallest_progress_is_above_zero(self, plan: MakePlan) -> None:
        rest = indicator("10000", "1001", "baseline = 1000") + DONE
        assert plan('scheme = "s-a-b-c-baseline"', rest).judged == ("C", "0.0")  # 0.01 %
        assert plan('scheme = "s-a-b-c-baseline"\nround = "after"', rest).judged == ("B", "0.01")

    @pytest.mark.parametrize(
        ("limits", "rate"),
        [("", "100.0"), ("cap = 100", "75.0"), ("floor = 60", "105.0"), ("cap = 120\nfloor = 60", "90.0")],
    )
    def test_caps_and_floors_hold_for_each_indicator_before_the_mean(
        self, plan: MakePlan, limits: str, rate: str
    ) -> None:
        rest = indicator("100", "150") + indicator("100", "50", name="会議") + DONE
        assert plan(ABCD + limits, rest).item["rate"] == rate

    def test_a_floor_keeps_a_bad_year_from_going_below_zero(self, plan: MakePlan) -> None:
        rest = indicator("10", "35", 'better = "lower"') + DONE
        made = plan(f"{ABCD}floor = 0", rest)
        assert made.judged == ("D", "0.0")
        assert "達成率 2−A÷T = 2−35÷10 = −150% → 下限（floor）0.0% → D（50未満）\n" in made.explain()


ALL_KINDS = {
    "A": indicator("10", "12", name="多い"),  # 120
    "B": indicator("10", "9", name="近い"),  # 90
    "D": indicator("10", "1", name="遠い"),  # 10
    "算出不可": indicator("0", "0", 'better = "lower"', name="零"),
    "未記録": indicator("10", name="未"),
    "集計中": indicator("10", '"集計中"', name="集計"),
    "参考": indicator("10", "1", "reference = true", name="参考"),
}


class TestCombining:
    @pytest.mark.parametrize(
        ("kinds", "combine", "judged"),
        [
            ("A A", "all", ("A", None)),
            ("A B", "all", ("B", None)),
            ("B", "all", ("B", None)),
            ("A B D", "all", ("D", None)),
            ("A B", "any", ("A", None)),
            ("B D", "any", ("B", None)),
            ("B 算出不可", "all", ("算出不可", None)),  # the other may be lower
            ("A B", "mean", ("A", "105.0")),
            ("A D", "mean", ("C", "65.0")),
            ("A B D", "worst", ("D", "10.0")),
            ("A B D", "weighted", ("C", "73.3")),
            ("A 算出不可", "all", ("算出不可", None)),
            ("D 算出不可", "all", ("D", None)),  # missed, whatever the other may be
            ("A 算出不可", "any", ("A", None)),  # met, whatever the other may be
            ("D 算出不可", "any", ("算出不可", None)),
            ("A 算出不可", "mean", ("算出不可", None)),  # never a mean of the rest
            ("A 算出不可", "weighted", ("算出不可", None)),
            ("A 算出不可", "worst", ("算出不可", None)),
            *((f"A D {missing}", how, ("未記録", None)) for missing in ("未記録", "集計中")
              for how in ("all", "any", "mean", "weighted", "worst")),
            ("算出不可 未記録", "mean", ("未記録", None)),
            ("B 参考", "mean", ("B", "90.0")),
        ],
    )  # fmt: skip
    def test_each_way_of_combining(
        self, plan: MakePlan, kinds: str, combine: str, judged: tuple[str, str | None]
    ) -> None:
        words = kinds.split()
        parts = [ALL_KINDS[kind].replace("多い", f"多い{n}") for n, kind in enumerate(words)]
        for order in (parts, parts[::-1]):
            assert plan(f'{ABCD}combine = "{combine}"', "".join(order) + DONE).judged == judged

    def test_an_item_may_be_combined_in_a_way_of_its_own(self, plan: MakePlan) -> None:
        rest = ALL_KINDS["A"] + ALL_KINDS["B"] + DONE
        items = f'{ITEM}combine = "worst"\n'
        assert plan(ABCD, rest, items=items).judged == ("B", "90.0")
        assert plan("", ALL_KINDS["A"] + ALL_KINDS["D"] + DONE, items=f'{ITEM}combine = "any"\n').judged == (
            "目標達成",
            None,
        )

    def test_weights_are_told_in_the_explanation(self, plan: MakePlan) -> None:
        rest = indicator("10", "8", "weight = 2") + indicator("3", "1", name="会議") + DONE
        made = plan('scheme = "index-100"', rest)
        assert made.judged == ("遅れ", "64.4")
        assert (
            "加重平均 (2×80＋33.333333…)÷3 = 64.444444…% → 64.4%（四捨五入）→ 遅れ（80未満）\n"
            in made.explain()
        )

    def test_the_parts_of_one_indicator_share_its_weight(self, plan: MakePlan) -> None:
        parts = (
            '\n[[item.indicator]]\nname = "正答率"\nunit = "%"\nparts = ["国語", "算数"]\n'
            "target = [50, 50]\nactual = [50, 25]\nweight = 3\n"
        )
        rest = parts + indicator("10", "3", name="会議") + DONE
        assert plan(f'{ABCD}combine = "weighted"', rest).judged == ("C", "63.8")  # (3 × 75 ＋ 30) ÷ 4 = 63.75
        assert plan(ABCD, rest).judged == ("C", "52.5")  # (75 ＋ 30) ÷ 2
        assert plan(f'{ABCD}combine = "worst"', rest).judged == ("D", "30.0")

    def test_an_indicator_that_is_only_compared_is_100_or_0_in_a_mean(self, plan: MakePlan) -> None:
        compared = indicator("0", "0", 'formula = "compare"; better = "lower"', name="漏えい")
        made = plan(ABCD, compared + indicator("10", "6") + DONE)
        assert made.judged == ("B", "80.0")
        assert "達成率 100%（目標値に達すれば100、達しなければ0）→ A（100以上）\n" in made.explain()

    def test_what_is_out_of_the_count_is_not_combined(self, plan: MakePlan) -> None:
        rest = ALL_KINDS["A"] + ALL_KINDS["B"] + DONE
        said = plan(ABCD, rest, items=f'{ITEM}excluded = "制度の廃止"\n').explain()
        assert "達成率 A÷T = 9÷10 = 90.0% → B（80以上）\n" in said
        assert "平均" not in said
        assert "  平均 (120＋90)÷2 = 105.0% → A（100以上）\n" in plan(ABCD, rest).explain()

    def test_the_lowest_is_named(self, plan: MakePlan) -> None:
        rest = ALL_KINDS["A"] + ALL_KINDS["B"] + DONE
        assert "最低 90.0% → B（80以上）（近い）\n" in plan(f'{ABCD}combine = "worst"', rest).explain()


PROGRESS = 'scheme = "progress-4"\nformula = "A/T"\n'


def state(word: str, done: str = "") -> str:
    return f'\n[item.result]\nstate = "{word}"\n{done}'


class TestStates:
    @pytest.mark.parametrize(
        ("result", "label"),
        [
            (state("やや遅れ"), "やや遅れ"),
            (state("未着手"), "未着手"),
            (state("順調"), "順調"),
            (state("やや遅れ", "done = true\n"), "やや遅れ"),
            (state("順調", "done = false\n"), "大幅遅れ"),  # not_done
            (state("未着手", "done = false\n"), "未着手"),
            (DONE, "順調"),
            (NOT_DONE, "大幅遅れ"),
            ('\n[item.result]\nreport = "行った。"\n', "未記録"),
        ],
    )
    def test_an_item_without_indicators_is_judged_by_its_state(
        self, plan: MakePlan, result: str, label: str
    ) -> None:
        assert plan(PROGRESS, result).judged == (label, None)

    @pytest.mark.parametrize(
        ("actual", "result", "judged"),
        [
            ("10", state("やや遅れ"), ("やや遅れ", "100.0")),  # both must hold
            ("8", state("順調"), ("やや遅れ", "80.0")),
            ("1", state("やや遅れ"), ("大幅遅れ", "10.0")),
            ("10", NOT_DONE, ("大幅遅れ", "100.0")),
            ("0", NOT_DONE, ("未着手", "0.0")),
            ('"集計中"', state("やや遅れ"), ("未記録", None)),
        ],
    )
    def test_with_indicators_both_must_hold(
        self, plan: MakePlan, actual: str, result: str, judged: tuple[str, str | None]
    ) -> None:
        assert plan(PROGRESS, indicator("10", actual) + result).judged == judged

    def test_the_text_of_a_lowered_verdict_gives_no_rate_that_does_not_fit(self, plan: MakePlan) -> None:
        made = plan(PROGRESS, indicator("10", "10") + state("やや遅れ"))
        assert made.item["text"] == "やや遅れ"
        said = made.explain()
        assert "指標から出る判定より、実施状況（done、state）のほうが低い（→ やや遅れ）\n" in said
        assert "  実施: やや遅れ  plans/2019/kurashi.toml:14\n" in said

    def test_the_state_that_means_as_planned_takes_nothing_away(self, plan: MakePlan) -> None:
        met = indicator("10", "10")
        assert plan("", met + state("計画どおり実施")).judged == ("目標達成", None)
        assert plan("", met + state("未達")).judged == ("未達", None)
        early = indicator("10", "10", 'due = "R5"')
        assert plan("", early + state("計画どおり実施")).judged == ("目標達成", None)
        assert plan("", early + state("未達")).judged == ("未達", None)


class TestCounting:
    COUNT = f'{ABCD}count = "indicator"\n'

    def test_each_indicator_that_is_due_counts_and_items_are_counted_beside(self, plan: MakePlan) -> None:
        other = ITEM.replace('"koho"', '"web"')
        rest = ALL_KINDS["A"] + ALL_KINDS["D"] + ALL_KINDS["参考"] + DONE
        rest += f"\n{other}{DONE}"
        rest += f"\n{ITEM.replace(chr(34) + 'koho' + chr(34), chr(34) + 'app' + chr(34))}"
        made = plan(self.COUNT, rest)
        assert made.counted == (2, 1)  # 多い (A), 遠い (D); web and app have no indicator to be counted
        said = made.explain("全体")
        assert "  判定した指標 2\n  達成した指標 1\n" in said
        assert "    A 1（達成に数える）: 1-1（多い）\n" in said
        assert "    D 1（達成に数えない）: 1-1（遠い）\n" in said
        assert "  別に、実施事業項目 3、目標達成項目 1、達成項目の割合 33.3%\n" in said
        assert "  集計: 2（多い A、遠い D）\n" in made.explain()
        assert "  集計: 指標としては数えない（今年度の指標がない）。" in made.explain("web")
        assert "  別に、項目の割合: 1/3項目、33.3%\n" in made.workspace.run("classify", "2019").out
        assert "記録 2 / 3項目、未記録 1項目" in made.workspace.run("status", "2019").err

    def test_the_parts_of_one_indicator_count_once(self, plan: MakePlan) -> None:
        parts = (
            '\n[[item.indicator]]\nname = "正答率"\nunit = "%"\nparts = ["国語", "算数"]\n'
            "target = [50, 50]\nactual = [50, 25]\n"
        )
        made = plan(self.COUNT, parts + DONE)
        assert made.counted == (1, 0)
        assert "  集計: 1（正答率 C）\n" in made.explain()  # 75

    def test_reposts_of_indicators_and_of_items_count_gross_and_not_net(self, plan: MakePlan) -> None:
        rest = indicator("10", "12", 'id = "kpi-1"') + ALL_KINDS["D"] + DONE
        rest += f'\n{ITEM.replace("koho", "web")}\n[[item.indicator]]\nrepost_of = "kpi-1"\n{DONE}'
        rest += '\n[[item]]\nid = "again"\nrepost_of = "koho"\n'
        made = plan(self.COUNT, rest)
        assert made.counted == (5, 3)
        assert "  延べ: 3/5指標、60.0%（資料に載せる数）\n" in made.workspace.run("classify", "2019").out
        said = made.explain("全体")
        assert "  延べ（再掲も数える）: 3÷5 = 60.0%、資料に載せる数\n" in said
        assert "  実質（再掲を数えない）: 1÷2 = 50.0%\n" in said
        head = made.workspace.read("plans/2019/plan.toml")
        made.workspace.write("plans/2019/plan.toml", f'rate = {{ reposts = "skip" }}\n{head}')
        assert made.counted == (2, 1)

    def test_an_overruled_item_counts_each_of_its_indicators_as_overruled(self, plan: MakePlan) -> None:
        overrule = '\n[item.result.override]\nverdict = "A"\nreason = "会場を変えて行った"\n'
        made = plan(self.COUNT, ALL_KINDS["A"] + ALL_KINDS["D"] + DONE + overrule)
        assert made.counted == (2, 2)

    def test_excluded_items_count_for_nothing(self, plan: MakePlan) -> None:
        made = plan(self.COUNT, ALL_KINDS["A"] + DONE, items=f'{ITEM}excluded = "制度の廃止"\n')
        assert made.counted == (0, 0)
        said = made.explain("全体")
        assert "  割合: 判定した指標がないので、計算しない\n" in said
        assert "  数えない 対象外: 1-1（制度の廃止）  plans/2019/kurashi.toml:7\n" in said


POINTS = "\n".join(
    [
        'formula = "A/T"\ncombine = "points"',
        verdict("◎", "from = 100\npoints = 3", achieved=True),
        verdict("○", "from = 80\npoints = 2", achieved=True),
        verdict("△", "from = 0\npoints = 0"),
        verdict("良い", "total = 5\npoints = 2", achieved=True),
        verdict("普通", "total = 3\npoints = 1"),
        verdict("悪い", "total = 0\npoints = 0"),
    ]
)


def direction(by: str, *edges: tuple[str, int], of: str = "item") -> str:
    words = (f'[[judgement.direction.verdict]]\nlabel = "{label}"\nfrom = {edge}\n' for label, edge in edges)
    return f'\n[judgement.direction]\nof = "{of}"\nby = "{by}"\n' + "".join(words)


class TestPoints:
    def three(self, *actuals: int) -> str:
        return "".join(
            indicator("100", str(actual), name=f"指標{number}") for number, actual in enumerate(actuals)
        )

    @pytest.mark.parametrize(
        ("actuals", "label", "points"),
        [
            ((100, 80), "良い", "5.0"),
            ((100, 79), "普通", "3.0"),
            ((80, 50, 30), "悪い", "2.0"),
            ((100,), "普通", "3.0"),
        ],
    )
    def test_the_points_of_the_indicators_add_up_to_the_verdict_of_the_item(
        self, plan: MakePlan, actuals: tuple[int, ...], label: str, points: str
    ) -> None:
        item = plan(POINTS, self.three(*actuals) + DONE).item
        assert (item["verdict"], item["points"]) == (label, points)
        assert {each["verdict"] for each in item["counted_indicators"]} <= {"◎", "○", "△"}

    def test_their_mean_may_decide_instead_of_their_sum(self, plan: MakePlan) -> None:
        mean = POINTS.replace('"points"', '"mean_points"')
        made = plan(mean, self.three(100, 80, 50) + DONE)
        assert (made.item["verdict"], made.item["points"]) == ("悪い", "1.7")
        assert "点の平均 (3＋2＋0)÷3 = 1.666666…点 → 悪い（3点未満）\n" in made.explain()

    def test_items_and_indicators_are_counted_in_their_own_words(self, plan: MakePlan) -> None:
        made = plan(POINTS, self.three(100, 80) + DONE)
        out = made.workspace.run("classify", "2019").out
        assert "良い" in out
        assert "◎" not in out
        assert made.counted == (1, 1)
        assert made.classify()["total"]["beside"]["items"] == 2

    def test_what_is_not_done_is_the_lowest(self, plan: MakePlan) -> None:
        assert plan(POINTS, self.three(100, 100) + NOT_DONE).item["verdict"] == "悪い"


def axis(name: str, by: str, *verdicts: str, more: str = "") -> str:
    words = "".join(f"[[judgement.axis.verdict]]\n{each}\n" for each in verdicts)
    return f'[[judgement.axis]]\nname = "{name}"\nby = "{by}"\n{more}\n{words}'


AXES = (
    verdict("A", achieved=True)
    + verdict("B")
    + verdict("C")
    + axis(
        "着手",
        "state",
        'label = "実施済"\ngives = ["A", "B"]',
        'label = "着手"\ngives = ["A", "C"]',
        'label = "未着手"\ngives = ["B", "C"]',
    )
    + axis("達成", "indicator", 'label = "達成"\nfrom = 100\nachieved = true', 'label = "未達成"\nfrom = 0')
)


class TestTwoAxes:
    @pytest.mark.parametrize(
        ("said", "actual", "label", "axes"),
        [
            ('state = "実施済"', "12", "A", ["実施済", "達成"]),
            ('state = "実施済"', "3", "B", ["実施済", "未達成"]),
            ('state = "着手"', "12", "A", ["着手", "達成"]),
            ('state = "着手"', "3", "C", ["着手", "未達成"]),
            ('state = "未着手"', "12", "B", ["未着手", "達成"]),
            ("done = true", "12", "A", ["実施済", "達成"]),
            ("done = false", "3", "C", ["未着手", "未達成"]),
            ('report = "開いた。"', "12", "未記録", ["未記録", "達成"]),
            ('state = "実施済"', "", "未記録", ["実施済", "未記録"]),
        ],
    )
    def test_their_table_gives_the_verdict(
        self, plan: MakePlan, said: str, actual: str, label: str, axes: list[str]
    ) -> None:
        item = plan(AXES, f"{indicator('12', actual)}\n[item.result]\n{said}\n").item
        assert (item["verdict"], item["axes"]) == (label, axes)

    def test_an_item_without_indicators_has_no_place_on_the_second(self, plan: MakePlan) -> None:
        item = plan(AXES, '\n[item.result]\nstate = "実施済"\n').item
        assert (item["verdict"], item["outside"]) == ("未判定", "達成：今年度が期限の指標がない")

    def test_each_axis_has_its_own_tally(self, plan: MakePlan) -> None:
        other = ITEM.replace("koho", "web") + indicator("12", "3") + '\n[item.result]\nstate = "着手"\n'
        rest = indicator("12", "12") + '\n[item.result]\nstate = "実施済"\n' + other
        made = plan(AXES, rest)
        tallies = made.classify()["total"]["axes"]
        assert [each["name"] for each in tallies] == ["着手", "達成"]
        assert [(each["verdict"], each["count"]) for each in tallies[0]["verdicts"]] == [
            ("実施済", 1), ("着手", 1), ("未着手", 0), ("未記録", 0), ("算出不可", 0),
        ]  # fmt: skip
        place = made.workspace
        assert "  着手: 実施済1、着手1\n  達成: 達成1、未達成1\n" in place.run("classify", "2019").out
        place.run("render", "2019", "--format", "md", "--draft")
        text = next(name for name in place.files() if name.endswith(".md"))
        assert "着手：実施済1、着手1" in place.read(text)
        assert "| 1 暮らし | 1 | 1 | 0 |" in place.read(text)
        assert "C（着手、未達成）" in place.read(text)

    def test_both_may_look_at_the_indicators(self, plan: MakePlan) -> None:
        scheme = (
            verdict("A", achieved=True)
            + verdict("B")
            + axis(
                "進捗",
                "indicator",
                'label = "順調"\nfrom = 100\ngives = ["A", "A"]',
                'label = "遅れ"\nfrom = 0\ngives = ["A", "B"]',
                more='formula = "expected"\ncombine = "worst"',
            )
            + axis(
                "成果",
                "indicator",
                'label = "向上"\nmeasure = "baseline"\nabove = 0',
                'label = "低下"\nmeasure = "baseline"',
            )
        )
        rest = indicator("{ R7 = 50 }", "{ R5 = 20 }", "baseline = 10")
        made = plan(scheme, rest, years=FOUR_YEARS)
        assert (made.item["verdict"], made.item["axes"]) == ("A", ["遅れ", "向上"])
        said = made.explain()
        assert "達成率 (A−B)÷(E−B) = (20−10)÷(30−10) = 50.0% → 遅れ（100未満）\n" in said
        assert "区分 向上（基準値より良い）\n" in said

    def test_a_table_in_which_better_is_worse_is_refused(self, plan: MakePlan) -> None:
        for gives, message in (
            ('gives = ["B", "A"]', "軸の判定が良くなると、項目の判定が悪くなる組み合わせがあります。"),
            ('gives = ["A"]', "「gives」には、「達成」の判定の順に2個を並べますが、1個です。"),
            ('gives = ["A", "Z"]', "「gives」の「Z」という判定はありません。"),
        ):
            place = plan(AXES.replace('gives = ["A", "B"]', gives), indicator("12")).workspace
            assert f"DX320 {message}" in place.run("validate", "2019").out


class TestWholeDirections:
    def items(self, *actuals: int) -> str:
        return "".join(
            ITEM.replace("koho", f"koho-{number}") + indicator("100", str(actual)) + DONE
            for number, actual in enumerate(actuals)
        )

    def whole(self, made: Plan) -> str | None:
        (found,) = made.classify()["directions"]
        return found["whole"] and str(found["whole"]["verdict"])

    @pytest.mark.parametrize(
        ("actuals", "label"), [((100, 100, 100), "順調"), ((100, 100, 79), "注意"), ((50, 50, 100), "遅れ")]
    )
    def test_the_share_that_is_achieved_may_judge_a_direction(
        self, plan: MakePlan, actuals: tuple[int, ...], label: str
    ) -> None:
        rule = direction("rate", ("順調", 80), ("注意", 60), ("遅れ", 0))
        made = plan(ABCD + rule, self.items(*actuals), items="")
        assert self.whole(made) == label
        said = made.explain("kurashi")
        assert said.startswith(f"1 暮らし  [kurashi]\n  判定: {label}\n")
        assert "達成の割合を、判定の区分に当てはめた" in said

    def test_the_points_of_its_items_or_of_its_indicators_may(self, plan: MakePlan) -> None:
        for of, by, label in (
            ("item", "points", "中"),
            ("item", "mean_points", "下"),
            ("indicator", "points", "上"),
        ):
            rule = direction(by, ("上", 6), ("中", 2), ("下", 0), of=of)
            made = plan(POINTS + rule, self.items(100, 100, 80), items="")
            assert self.whole(made) == label  # items 1＋1＋0, indicators 3＋3＋2

    def test_it_waits_for_every_item_and_leaves_out_what_is_not_judged(self, plan: MakePlan) -> None:
        rule = direction("rate", ("順調", 80), ("遅れ", 0))
        open_ = ITEM + indicator("100")
        assert self.whole(plan(ABCD + rule, self.items(100) + open_, items="")) == "未記録"
        left_out = f'{open_}\n[item.result]\nunjudged = "実証の途中"\n'
        assert self.whole(plan(ABCD + rule, self.items(100) + left_out, items="")) == "順調"
        assert self.whole(plan(ABCD, self.items(100), items="")) is None

    def test_it_stands_wherever_its_counts_stand(self, plan: MakePlan) -> None:
        place = plan(ABCD + direction("rate", ("順調", 80), ("遅れ", 0)), self.items(100), items="").workspace
        assert "順調" in place.run("classify", "2019").out
        assert "順調" in place.run("review", "2019").out
        place.run("render", "2019", "--format", "md")
        text = place.read("out/2019/実施結果.md")
        assert "（達成項目の割合100%） 達成した指標の割合100% 判定：順調\n" in text
        assert "| 1 暮らし | 1 | 1 | 100% | 100% | 1 | 0 | 0 | 0 | 順調 |" in text
        place.run("review", "2019", "--out", "out")
        assert "| 4 判定 | 順調 |" in place.read("out/2019/総括.md")


class TestUnjudged:
    def test_an_item_that_is_not_judged_stands_outside_the_count_with_its_reason(
        self, plan: MakePlan
    ) -> None:
        rest = indicator("12", "3") + '\n[item.result]\nunjudged = "実証の途中"\n'
        made = plan("", rest + ITEM.replace("koho", "web") + indicator("12", "12"))
        found = made.classify()
        first, second = found["items"]
        assert (first["verdict"], first["outside"], first["counted"]) == ("未判定", "実証の途中", False)
        assert [each["verdict"] for each in first["counted_indicators"]] == ["未判定"]
        assert (second["verdict"], second["outside"], second["counted"]) == ("目標達成", None, True)
        assert made.counted == (1, 1)
        assert found["total"]["beside"]["items"] == 1
        assert "規則: 今年度は判定しないとされている項目（→ 未判定）\n" in made.explain()
        assert "集計: 数えない（未判定: 実証の途中）" in made.explain()

    @pytest.mark.parametrize(
        ("others", "result", "label"),
        [
            ("", "", "未判定"),
            ("", DONE, "未判定"),  # whether it was done as planned says nothing of what was to be reached
            ("", NOT_DONE, "未達"),
            (indicator("12", "12", name="講座"), DONE, "目標達成"),
            (indicator("12", "3", name="講座"), DONE, "未達"),
            (indicator("12", "", name="講座"), DONE, "未記録"),
        ],
    )
    def test_an_item_is_judged_by_its_other_indicators(
        self, plan: MakePlan, others: str, result: str, label: str
    ) -> None:
        rest = indicator("12", "", 'unjudged = "調査は隔年"') + others + result
        assert plan("", rest).item["verdict"] == label

    def test_an_indicator_is_left_out_of_the_years_that_are_named(self, plan: MakePlan) -> None:
        for year, label in (("R5", "未判定"), ("R6", "目標達成")):
            rest = indicator("{ R5 = 12 }", "{ R5 = 12 }", f'unjudged = {{ {year} = "調査は隔年" }}')
            assert plan("", rest, years=FOUR_YEARS).item["verdict"] == label

    def test_nobody_can_set_a_verdict_of_what_is_not_judged(self, plan: MakePlan) -> None:
        said = '[item.result.override]\nverdict = "目標達成"\nreason = "ほぼできた"\n'
        rest = f'{indicator("12", "12")}\n[item.result]\nunjudged = "実証の途中"\n{said}'
        assert plan("", rest).item["verdict"] == "未判定"

    def test_every_total_has_it_beside_the_count(self, plan: MakePlan) -> None:
        rest = f'{indicator("12", "12")}\n[item.result]\nunjudged = "実証の途中"\n'
        other = ITEM.replace("koho", "web") + indicator("12", "12", name="講座")
        out = ITEM.replace("koho", "gai") + 'excluded = "制度の廃止"\n'
        place = plan("", rest + other + out).workspace
        place.run("render", "2019", "--format", "md")
        text = place.read("out/2019/実施結果.md")
        assert "| 1 実施事業項目 | 1（ほかに対象外1、未判定1） |\n" in text
        assert (
            "⇒実施事業項目1（ほかに対象外1、未判定1） 目標達成項目1（達成項目の割合100%） 達成した指標の割合100%\n"
            in text
        )
        assert "### 未判定（1件）" in text
        assert "実証の途中" in text
        assert "ほかに" in place.run("review", "2019").out

    def test_it_is_recorded_and_taken_back(self, plan: MakePlan) -> None:
        place = plan("", indicator("12", "12")).workspace
        assert place.run("record", "2019", "1-1", "--unjudged", "実証の途中").code == 0
        assert 'unjudged = "実証の途中"\n' in place.read("plans/2019/kurashi.toml")
        assert place.run("record", "2019", "1-1", "--clear", "unjudged", "--yes").code == 0
        assert "unjudged" not in place.read("plans/2019/kurashi.toml")


class TestALittleLessOrMore:
    @pytest.mark.parametrize(
        ("actual", "target", "met"),
        [
            ("100弱", "100以上", False),
            ("100強", "100以上", True),
            ("100余り", "100超", True),
            ("100弱", "100以下", True),
            ("100強", "100以下", False),
            ("100弱", "98以上", True),
            ("100弱", "90〜100", True),
            ("100弱", "100〜110", False),
            ("100強", "100超110未満", True),
            ("▲3弱", "▲3以上", True),
        ],
    )
    def test_100_is_not_met_by_a_little_less(
        self, plan: MakePlan, actual: str, target: str, *, met: bool
    ) -> None:
        rest = indicator(f'"{target}"', f'"{actual}"') + DONE
        assert plan("", rest).item["verdict"] == ("目標達成" if met else "未達")

    def test_neither_is_the_edge_of_a_band_nor_of_a_mean(self, plan: MakePlan) -> None:
        for actual, label in (("100弱", "B"), ("100", "A"), ("100強", "A"), ("80弱", "C")):
            made = plan(ABCD, indicator("100", f'"{actual}"'))
            assert made.item["verdict"] == made.item["indicators"][0]["verdict"] == label
        assert "「80弱」は、80に少し足りないとみる\n" in made.explain()
        assert "達成率 A÷T = 80÷100 = 80.0% → C（50以上）\n" in made.explain()

    def test_a_target_must_say_what_is_to_be_reached(self, plan: MakePlan) -> None:
        short = plan("", indicator("100", '"100弱"')).workspace.run("classify", "2019", "--json").out
        assert json.loads(short)["items"][0]["text"] == "目標100回に対し、100回弱"
        out = plan("", indicator('"100弱"')).workspace.run("validate", "2019").out
        assert "DX312 目標「100弱」では、いくつに達すればよいかが決まりません。" in out


TOLERANCE = f"""\
{verdict("前進", 'measure = "{measure}"; above = 5', achieved=True)}
{verdict("横ばい", 'measure = "{measure}"; within = 5')}
{verdict("後退", 'measure = "{measure}"')}""".replace("; ", "\n")


class TestBandsThatNameTheirMeasure:
    @pytest.mark.parametrize(
        ("actual", "better", "label"),
        [
            ("211", "higher", "前進"),
            ("210", "higher", "横ばい"),  # ±5 % of 200 are within, the edges too
            ("190", "higher", "横ばい"),
            ("189", "higher", "後退"),
            ("189", "lower", "前進"),
            ("190", "lower", "横ばい"),
            ("211", "lower", "後退"),
        ],
    )
    def test_the_base_value_has_a_tolerance_on_both_sides(
        self, plan: MakePlan, actual: str, better: str, label: str
    ) -> None:
        rest = indicator("{ R7 = 300 }", f"{{ R5 = {actual} }}", f'baseline = 200; better = "{better}"')
        made = plan(TOLERANCE.replace("{measure}", "baseline"), rest, years=FOUR_YEARS)
        assert made.item["verdict"] == label  # though nothing is due before R7

    @pytest.mark.parametrize(
        ("measure", "label"),
        # Target 300 in R7, on the way 150 in R5 from 0 in R3; last year 140.
        [("baseline", "算出不可"), ("target", "計画中"), ("course", "横ばい"), ("last_year", "前進")],
    )
    def test_each_measure_is_held_against_its_own_value(
        self, plan: MakePlan, measure: str, label: str
    ) -> None:
        rest = indicator("{ R7 = 300 }", "{ R4 = 140, R5 = 150 }", "baseline = 0")
        scheme = f'done = "計画中"\n{TOLERANCE.replace("{measure}", measure)}{verdict("計画中")}'
        assert (
            plan(scheme, f"{rest}\n[item.result.R5]\ndone = true\n", years=FOUR_YEARS).item["verdict"]
            == label
        )

    @pytest.mark.parametrize(
        ("actual", "label"), [("73.1", "前進"), ("73", "横ばい"), ("67", "横ばい"), ("66.9", "後退")]
    )
    def test_a_tolerance_in_points_is_one_of_the_values_themselves(
        self, plan: MakePlan, actual: str, label: str
    ) -> None:
        scheme = TOLERANCE.replace("{measure}", "baseline").replace("5", '3\nunit = "ポイント"')
        made = plan(scheme, indicator("90", actual, "baseline = 70", unit="%"))
        assert made.item["verdict"] == label
        assert made.item["indicators"][0]["held"][0]["unit"] == "ポイント"
        of_people = plan(scheme, indicator("90", actual, "baseline = 70", unit="人"))
        assert of_people.item["verdict"] == "算出不可"
        assert "算出不可: ポイントの差で比べられるのは、単位が % か点の指標だけ\n" in of_people.explain()

    def test_the_target_may_come_first_and_the_base_value_after_it(self, plan: MakePlan) -> None:
        scheme = verdict("達成", "from = 100", achieved=True) + TOLERANCE.replace("{measure}", "baseline")
        for actual, more, label in (
            ("300", "", "達成"),  # nobody asks for the base value of what is reached
            ("250", "baseline = 200", "前進"),
            ("201", "baseline = 200", "横ばい"),
            ("250", "", "算出不可"),
        ):
            assert plan(scheme, indicator("300", actual, more)).item["verdict"] == label

    def test_the_difference_is_told_in_numbers_and_rounded_as_rates_are(self, plan: MakePlan) -> None:
        scheme = TOLERANCE.replace("{measure}", "baseline")
        rest = indicator("20", "12.651", 'baseline = 12.041; better = "higher"')
        made = plan(scheme, rest)
        assert made.item["verdict"] == "前進"  # 5.066 % is 5.1 % where it is rounded first
        said = made.explain()
        assert "基準値との差 (12.651−12.041)÷12.041 = 5.066024…% → 5.1%（四捨五入）\n" in said
        assert "区分 前進（基準値より5%を超えて良い）\n" in said
        held = {"measure": "baseline", "unit": "%", "difference": "5.1"}
        assert made.item["indicators"][0]["held"] == [held]
        assert plan(f"digits = 0\n{scheme}", rest).item["verdict"] == "横ばい"

    @pytest.mark.parametrize(
        ("more", "unit", "target"),
        [('formula = "compare"', "回", "300"), ("", "位", "10"), ("", "回", '"200〜220"')],
    )
    def test_what_is_only_met_or_not_is_in_the_first_or_the_last(
        self, plan: MakePlan, more: str, unit: str, target: str
    ) -> None:
        rest = indicator(target, "201", f"baseline = 201; {more}".removesuffix("; "), unit=unit)
        made = plan(TOLERANCE.replace("{measure}", "baseline"), rest)
        assert made.item["verdict"] == ("前進" if "〜" in target else "後退")

    def test_what_cannot_be_held_against_anything_is_told_before_it_is_recorded(self, plan: MakePlan) -> None:
        for more, reason in (
            ("", "基準値がない"),
            ("baseline = 0", "基準値が 0 なので、基準値より何%良いかが出せない"),
        ):
            made = plan(TOLERANCE.replace("{measure}", "baseline"), indicator("300", "", more))
            out = made.workspace.run("validate", "2019").out
            assert f"DX475 「研修」は、判定の区分に当てはめられません（{reason}）。" in out


class TestDeclaring:
    OWN = (
        verdict("達成", "from = 90", achieved=True)
        + verdict("もう少し", "from = 60")
        + verdict("遠い", "from = 0")
    )

    def test_a_plan_may_have_verdicts_of_its_own(self, plan: MakePlan) -> None:
        judgement = f'formula = "A/T"\ncombine = "mean"\n{self.OWN}'
        assert plan(judgement, indicator("10", "7") + DONE).judged == ("もう少し", "70.0")
        assert plan(judgement, DONE).judged == ("達成", None)  # done: the best, unless it is said
        assert plan(judgement, NOT_DONE).judged == ("遠い", None)

    def test_done_and_not_done_may_be_any_of_them(self, plan: MakePlan) -> None:
        judgement = f'done = "もう少し"\nnot_done = "もう少し"\n{self.OWN}'
        assert plan(judgement, DONE).judged == ("もう少し", None)
        assert plan(judgement, NOT_DONE).judged == ("もう少し", None)

    def test_with_verdicts_of_its_own_a_plan_that_only_compares_gives_the_bands_of_100_and_0(
        self, plan: MakePlan
    ) -> None:
        bands = (
            verdict("優", "from = 110", achieved=True)
            + verdict("良", "from = 100", achieved=True)
            + verdict("可", "from = 50")
            + verdict("不可", "from = 0")
        )
        for combine, met in (("worst", ("良", "100.0")), ("mean", ("良", "100.0"))):
            judgement = f'combine = "{combine}"\n{bands}'
            assert plan(judgement, indicator("10", "99") + DONE).judged == met
            assert plan(judgement, indicator("10", "9") + DONE).judged == ("不可", "0.0")

    @pytest.mark.parametrize(
        ("change", "judged"),
        [
            ("", ("B", "95.0")),
            ('combine = "worst"', ("B", "90.0")),
            ("digits = 3", ("B", "95.000")),
            ('formula = "compare"', ("C", "50.0")),
            ('done = "B"', ("B", "95.0")),
        ],
    )
    def test_a_named_scheme_may_be_changed_in_one_thing(
        self, plan: MakePlan, change: str, judged: tuple[str, str]
    ) -> None:
        rest = indicator("10", "10") + ALL_KINDS["B"] + DONE
        assert plan(ABCD + change, rest).judged == judged

    @pytest.mark.parametrize("name", SCHEMES)
    def test_a_scheme_written_out_is_the_scheme_that_is_named(self, plan: MakePlan, name: str) -> None:
        rest = indicator("10", "9", "baseline = 8") + indicator(
            "10", "12", 'baseline = 20; better = "lower"; weight = 2', name="待ち時間"
        )
        items = f"{rest}{DONE}\n{ITEM.replace('koho', 'web')}{NOT_DONE}\n{ITEM.replace('koho', 'app')}{DONE}"
        named = plan(f'scheme = "{name}"\n', items)
        told, said = named.classify(), named.explain()
        written = SCHEMES[name].replace("[[verdict]]", "[[judgement.verdict]]")
        again = plan(written, items)
        assert again.classify() == told
        assert again.explain() == said

    def test_the_three_verdicts_written_out_as_data_give_the_2019_plan_the_same(
        self, real: Workspace
    ) -> None:
        before = [real.run("classify", "2019", *more).out for more in ([], ["--json"], ["--explain", "全体"])]
        written = SCHEMES["fukushima"].replace("[[verdict]]", "[[judgement.verdict]]")
        head = real.read("plans/2019/plan.toml")
        # Behind everything else, so that the lines that are named stay where they are.
        real.write("plans/2019/plan.toml", f"{head}\n[judgement]\n{written}")
        after = [real.run("classify", "2019", *more).out for more in ([], ["--json"], ["--explain", "全体"])]
        assert after == before

    @pytest.mark.parametrize("name", SCHEMES)
    def test_every_scheme_of_the_program_is_sound(self, plan: MakePlan, name: str) -> None:
        written = SCHEMES[name].replace("[[verdict]]", "[[judgement.verdict]]")
        assert plan(f'scheme = "{name}"\n', DONE).workspace.run("validate", "2019").out == ""
        assert plan(written, DONE).workspace.run("validate", "2019").out == ""

    def test_a_formula_for_what_falls_is_refused_for_the_rest_and_the_right_one_is_named(
        self, plan: MakePlan
    ) -> None:
        for formula, hint in (
            ("T/A", 'formula = "A/T"、lower = "T/A" と書いてください。'),
            ("B/A", 'formula = "A/B" と書いてください。下向きの指標には、それだけで B/A が使われます。'),
            ("P/A", 'formula = "A/P" と書いてください。下向きの指標には、それだけで P/A が使われます。'),
        ):
            outcome = plan(f'{ABCD}formula = "{formula}"', DONE).workspace.run("validate", "2019")
            assert (outcome.code, hint in outcome.out.replace("\n", "")) == (1, True), outcome.out


class TestOtherCommands:
    def test_a_person_may_set_any_word_of_the_scheme_and_no_other(self, plan: MakePlan) -> None:
        made = plan(ABCD, DONE).workspace
        arguments = ("record", "2019", "koho", "--override-reason", "会場を変えて行った", "--override")
        refused = made.run(*arguments, "目標達成")
        assert (refused.code, '"A"、"B"、"C"、"D" のどれか' in refused.err) == (1, True)
        assert made.run(*arguments, "C").code == 0
        assert Plan(made).judged == ("C", None)

    def test_handouts_name_what_is_counted_and_which_verdicts_count_as_achieved(self, plan: MakePlan) -> None:
        made = plan(f'{ABCD}count = "indicator"\n', ALL_KINDS["A"] + ALL_KINDS["D"] + DONE).workspace
        assert made.run("render", "2019", "--format", "md").code == 0
        handout = made.read("out/2019/実施結果.md")
        assert "達成した指標" in handout
        assert "1（A＋B）" in handout
        assert "⇒判定した指標2 達成した指標1（達成した指標の割合50.0%）" in handout
        assert "目標達成" not in handout.replace("目標達成項目", "")  # which stands beside the indicators


@pytest.mark.parametrize("weight", ["0.001", "1000"])
def test_the_least_and_the_greatest_weight_can_be_written(plan: MakePlan, weight: str) -> None:
    rest = indicator("10", "5", f"weight = {weight}") + DONE
    assert plan('scheme = "index-100"', rest).judged == ("遅れ", "50.0")
