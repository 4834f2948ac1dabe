"""Fiscal years as people write them, and as files and handouts show them."""

from __future__ import annotations

import pytest

from dxplan.values.years import FIRST, LAST, handout_year, long_year, parse_fiscal_year, short_year


@pytest.mark.parametrize(
    "written",
    [
        2019,
        "2019",
        "２０１９",
        "2019年",
        "2019年度",
        "R1",
        "r1",
        "Ｒ１",
        "R01",
        "R元",
        "R元年度",
        "R1年",
        "R1年度",
        "令和元年度",
        "令和元年",
        "令和1年度",
        "令和１年度",
        "令和元",
        "㋿元年度",
        "H31",
        "h31",
        "H31年度",
        "平成31年度",
        " R1 ",
        "\u3000令和元年度\n",
    ],
)
def test_every_way_of_writing_reiwa_1_is_2019(written: str | int) -> None:
    assert parse_fiscal_year(written) == 2019


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("R5", 2023),
        ("令和5年度", 2023),
        ("R2", 2020),
        ("H32", 2020),
        ("H30", 2018),
        ("H元", 1989),
        ("平成元年度", 1989),
        ("S64", 1989),
        ("昭和64年度", 1989),
        ("R81", 2099),
        ("1989", FIRST),
        ("2099", LAST),
    ],
)
def test_years_of_all_eras_are_read(written: str, year: int) -> None:
    assert parse_fiscal_year(written) == year


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "元",
        "R",
        "R0",
        "R00",
        "R-1",
        "R1.5",
        "R 1",
        "R100",
        "R82",
        "H0",
        "S63",
        "T15",
        "M1",
        "大正15年度",
        "明治元年度",
        "令和",
        "令和年度",
        "R元元",
        "1988",
        "2100",
        "19",
        "02019",
        "20190",
        "2019.0",
        "2019/4",
        "2019年度末",
        "平成31年4月",
        "+2019",
        "1e3",
        "0x7e3",
        pytest.param("9" * 5000, id="5000 digits"),
        pytest.param("R" + "1" * 5000, id="R and 5000 digits"),
        1988,
        2100,
        0,
        -2019,
        pytest.param(10**5000, id="more digits than Python prints"),
        "二〇一九",
        "٢٠١٩",  # Arabic-Indic digits
        "२०१९",  # Devanagari digits
        "R١",
        "2019\n2020",
    ],
)
def test_what_is_no_fiscal_year_is_not_read(written: str | int) -> None:
    assert parse_fiscal_year(written) is None


@pytest.mark.parametrize(
    ("year", "short", "handout", "long"),
    [
        (1988, "S63", "S63", "昭和63年度"),
        (1989, "H1", "H元", "平成元年度"),
        (2018, "H30", "H30", "平成30年度"),
        (2019, "R1", "R元", "令和元年度"),
        (2020, "R2", "R2", "令和2年度"),
        (2028, "R10", "R10", "令和10年度"),
        (2099, "R81", "R81", "令和81年度"),
    ],
)
def test_a_year_is_shown_in_its_era(year: int, short: str, handout: str, long: str) -> None:
    assert (short_year(year), handout_year(year), long_year(year)) == (short, handout, long)


@pytest.mark.parametrize("show", [str, short_year, handout_year, long_year])
def test_every_year_that_is_shown_is_read_back(show: type[str]) -> None:
    years = range(FIRST, LAST + 1)

    assert [parse_fiscal_year(show(year)) for year in years] == list(years)


def test_a_year_before_all_eras_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="1925"):
        short_year(1925)
