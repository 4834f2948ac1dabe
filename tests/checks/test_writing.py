"""Checks of the writing: what they find in a plan, what they leave alone, and what they would write instead."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from dxplan.checks.engine import check_plan, load_checks
from dxplan.checks.subject import Subject
from dxplan.format.reading import read_plan
from dxplan.format.reading.departments import read_departments
from dxplan.judging.items import judge_plan
from dxplan.model.departments import DepartmentTable, Reorganisation
from dxplan.model.findings import Diagnostic
from tests.conftest import HEAD, ITEM, PLAN_2019, Workspace

SPELLING_VARIANTS = "DX461"
FULL_WIDTH_LETTERS_AND_FIGURES = "DX462"
LOOK_ALIKE_LETTERS = "DX463"
PLATFORM_DEPENDENT_CHARACTERS = "DX464"
INVISIBLE_CHARACTERS = "DX465"
LEFTOVER_MARKUP = "DX466"
HALF_WIDTH_KATAKANA = "DX467"
DASHES_AND_WAVES = "DX468"
STRAY_SPACES_AND_BRACKETS = "DX469"
DEPARTMENT_SPELLING = "DX471"
UNKNOWN_DEPARTMENT = "DX472"

Found = list[tuple[str, str | None]]


def item(number: int, **texts: str) -> str:
    """An item with texts by key; ``report`` goes into its result, the others stay at home."""
    given = {"name": f"事業{number}", "overview": "", "goal": "", "report": ""} | texts
    keys = [f"{key} = '''{given[key]}'''" for key in ("name", "overview", "goal") if given[key]]
    departments = given.get("departments", "総務部 広報課").replace("|", '", "')
    result = f"\n[item.result]\ndone = true\nreport = '''{given['report']}'''\n" if given["report"] else ""
    return "\n".join(["[[item]]", f'id = "item-{number}"', f'departments = ["{departments}"]', *keys, result])


def plan_of(*reports: str) -> str:
    """Items that differ in their reports only."""
    return "\n".join(item(number, report=report) for number, report in enumerate(reports, 1))


def look(
    code: str, items: str, head: str = HEAD, departments: DepartmentTable | None = None
) -> list[Diagnostic]:
    files = {"plan.toml": head.encode(), "kurashi.toml": items.encode()}
    reading = read_plan("2019", "plans/2019", files)
    assert reading.plan is not None, reading.findings
    return check_plan(reading.plan, judge_plan(reading.plan), departments, (code,))


def phrases(code: str, items: str, head: str = HEAD) -> Found:
    return [(finding.phrase, finding.replacement) for finding in look(code, items, head)]


class TestSpellingVariants:
    @pytest.mark.parametrize(
        ("usual", "odd", "phrase", "replacement"),
        [
            ("計画どおり実施した。", "操作研修を予定通り終えた。", "予定通り", "予定どおり"),
            ("県の取組を伝えた。", "地域の取り組みを支えた。", "取り組み", "取組"),
            ("県の取組を伝えた。", "県議会の取組みについて伝えた。", "取組み", "取組"),
            ("県の取組を伝えた。", "県の取り組み、説明会等を載せた。", "取り組み", "取組"),
            ("推進に取り組んだ。", "推進に取組み、研修を開いた。", "取組", "取り組"),
            ("分かりやすい資料とした。", "わかりやすく伝えた。", "わかりやす", "分かりやす"),
            ("健康な暮らしを支えた。", "健康なくらしを支えた。", "くらし", "暮らし"),
            ("33箇所で行った。", "県内28か所で行った。", "か所", "箇所"),
            ("33箇所で行った。", "23カ所で行った。", "カ所", "箇所"),
            ("サーバーを更新した。", "中間サーバを更新した。", "サーバ", "サーバー"),
            ("中間サーバーを使った。", "中間サーバプラットフォームを築いた。", "サーバ", "サーバー"),
            ("データセンターに置いた。", "民間データセンタに置いた。", "センタ", "センター"),
            ("ユーザーに伝えた。", "ユーザに伝えた。", "ユーザ", "ユーザー"),
            ("新型コロナウイルス対策を行った。", "ウィルス対策を行った。", "ウィルス", "ウイルス"),
            ("ツイッターで伝えた。", "Twitterで伝えた。", "Twitter", "ツイッター"),
            ("Instagramで伝えた。", "インスタグラムで伝えた。", "インスタグラム", "Instagram"),
            ("一人一台の端末とした。", "1人1台の端末とした。", "1人1台", "一人一台"),
            ("延べ850名が来た。", "のべ17事業所が来た。", "のべ", "延べ"),
            ("参加できた。", "参加が出来た。", "出来", "でき"),
            ("子どもを守る。", "こどもを守る。", "こども", "子ども"),
            ("県及び市が参加した。", "県および市が参加した。", "および", "及び"),
            ("削減につながった。", "削減に繋がった。", "繋が", "つなが"),
            ("強みを生かした。", "強みをいかした。", "いか", "生か"),
            ("R元年度に始めた。", "R1年度に始めた。", "R1", "R元"),
            ("もっとおもしろくなる。", "もっと面白くなる。", "面白", "おもしろ"),
        ],
    )
    def test_the_rarer_spelling_is_found(self, usual: str, odd: str, phrase: str, replacement: str) -> None:
        assert phrases(SPELLING_VARIANTS, plan_of(usual, usual, odd)) == [(phrase, replacement)]

    def test_with_as_many_of_each_the_spelling_of_official_documents_is_right(self) -> None:
        assert phrases(SPELLING_VARIANTS, plan_of("計画通り終えた。", "予定どおり終えた。")) == [
            ("計画通り", "計画どおり")
        ]

    def test_with_as_many_of_each_the_names_decide(self) -> None:
        named = item(1, name="ツイッターによる情報発信", report="ツイッターで伝えた。")
        assert phrases(SPELLING_VARIANTS, named + "\n" + item(2, report="Twitterで伝えた。")) == [
            ("Twitter", "ツイッター")
        ]

    def test_each_text_and_spelling_is_reported_once(self) -> None:
        found = phrases(
            SPELLING_VARIANTS,
            plan_of(
                "県の取組を伝えた。" * 4,
                "市の取り組みを支え、町の取り組みを支えた。",
                "村の取り組みを支えた。",
            ),
        )
        assert found == [("取り組み", "取組"), ("取り組み", "取組")]

    @pytest.mark.parametrize(
        "reports",
        [
            (
                "県の取組を伝えた。",
                "普及に取り組む市町村を支えた。",
                "普及に取り組んだ。",
                "支援に取り組み、広げた。",
            ),
            ("県民一人一人を支えた。", "一人一人に伝えた。"),
            ("人財を育てた。", "人財を求めた。"),
            (
                "データセンターに置いた。",
                "モニタリングとユーザビリティと、ユーザーとモニター。",
                "センタリングした。",
            ),
            ("できることをした。", "大きな出来事があった。", "出来高を調べた。"),
            ("暮らしを支えた。", "新しくらしさを出した。"),
            ("33箇所で行った。", "該当か所を直した。"),
            ("YouTubeで伝えた。", "https://www.youtube.com/ に載せた。", "著名なYouTuberが来た。"),
            ("県及び市が来た。", "影響が県におよび、続いた。"),
            ("子どもを守る。", "こども家庭庁と認定こども園に伝えた。"),
            ("延べ850名が来た。", "意見をのべた。"),
            ("Xで伝えた。", "ツイッターで伝えた。", "X（旧Twitter）で伝えた。"),
        ],
    )
    def test_what_is_right_beside_the_other_is_left_alone(self, reports: tuple[str, ...]) -> None:
        assert phrases(SPELLING_VARIANTS, plan_of(*reports)) == []

    def test_names_are_never_reported(self) -> None:
        items = item(1, name="女性プログラマ育成塾", report="プログラマーが育った。") + item(
            2, report="女性プログラマ育成塾で学んだ。プログラマーを雇った。"
        )
        assert phrases(SPELLING_VARIANTS, items) == []

    def test_what_is_quoted_is_left_alone(self) -> None:
        assert (
            phrases(SPELLING_VARIANTS, plan_of("分かりやすい。" * 3, "「わかりやすい授業」を開いた。")) == []
        )

    def test_the_word_of_the_items_own_name_is_left_alone(self) -> None:
        own = item(1, name="ツイッターによる情報発信", report="ツイッターで伝えた。")
        assert phrases(SPELLING_VARIANTS, own + item(2, report="Twitter、Twitterで伝えた。")) == []

    def test_a_direction_is_held_against_the_texts(self) -> None:
        head = HEAD.replace(
            'name = "暮らし"', 'name = "安全・安心、健康なくらし"\ntheme = "健康な暮らしの実現"'
        )
        items = plan_of("健康な暮らしを支えた。")
        assert phrases(SPELLING_VARIANTS, items, head) == [("くらし", "暮らし")]

    def test_a_wrong_form_inside_the_right_one_is_not_replaced_blindly(self) -> None:
        usual = "データセンターに置いた。" * 3
        found = phrases(SPELLING_VARIANTS, plan_of(usual, "センターと民間データセンタに置いた。"))
        assert found == [("民間データセンタ", "民間データセンター")]
        found = phrases(SPELLING_VARIANTS, plan_of(usual, "センターとセンタに置いた。"))
        assert found == [("センタ", None)]

    def test_names_of_services_are_right_in_one_way_only(self) -> None:
        assert phrases(SPELLING_VARIANTS, plan_of("Youtubeで伝えた。", "Youtubeに載せた。")) == [
            ("Youtube", "YouTube"),
            ("Youtube", "YouTube"),
        ]

    def test_a_figure_without_commas_is_found_where_the_others_have_them(self) -> None:
        items = plan_of("1,200件、3,400人、158,364冊だった。", "外部公開は2054件だった。")
        assert phrases(SPELLING_VARIANTS, items) == [("2054", "2,054")]

    def test_years_addresses_and_plans_that_use_no_commas_are_left_alone(self) -> None:
        items = plan_of("1,200件だった。", "アクションプラン2019、2020年、Windows2016台帳、024-5212件。")
        assert phrases(SPELLING_VARIANTS, items) == []
        assert (
            phrases(SPELLING_VARIANTS, plan_of("16000件だった。", "1,200件だった。", "43750人だった。")) == []
        )

    def test_a_name_with_another_blank_is_found(self) -> None:
        head = HEAD.replace("ICTアクションプラン2019", "ふくしまICTデータ利活用プラン2019")
        items = item(
            1, name="「がんばろうふくしま！」応援店事業", report="「がんばろう ふくしま！」の店が増えた。"
        )
        items += item(2, report="ふくしま ICTデータ利活用プラン2019を進めた。")
        assert phrases(SPELLING_VARIANTS, items, head) == [
            ("ふくしま ICTデータ利活用プラン2019", "ふくしまICTデータ利活用プラン2019"),
            ("がんばろう ふくしま！", "がんばろうふくしま！"),
        ]


class TestFullWidthLettersAndFigures:
    def test_full_width_among_half_width_is_found(self) -> None:
        items = plan_of("ICTとICTの12回と34回。", "ＩＣＴ活用を進めた。", "研修を１２回開いた。")
        assert phrases(FULL_WIDTH_LETTERS_AND_FIGURES, items) == [("ＩＣＴ", "ICT"), ("１２", "12")]

    @pytest.mark.parametrize(
        "report",
        [
            "全体の８割以上で達成した。",
            "資料２－１０を配った。",
            "資料１０を配った。",
            "「ＦＵＫＵ」を開いた。",
            "ＡとＢに分けた。",
        ],
    )
    def test_single_figures_labels_and_quoted_names_are_left_alone(self, report: str) -> None:
        assert phrases(FULL_WIDTH_LETTERS_AND_FIGURES, plan_of("ICT12回、ICT34回、AI56回。", report)) == []

    def test_a_plan_in_full_width_is_left_alone(self) -> None:
        assert phrases(FULL_WIDTH_LETTERS_AND_FIGURES, plan_of("１２回。", "３４回。", "12回。")) == []


class TestLookAlikeLetters:
    @pytest.mark.parametrize(
        ("text", "phrase", "replacement"),
        [
            ("デジタルデバйд対策を行った。", "йд", "イド"),
            ("Сiscoの機器を入れた。", "С", "C"),
            ("ΙCTを活用した。", "Ι", "I"),
            ("革新技术を広めた。", "术", "術"),
            ("マイナ保険証の利用勸奨を行った。", "勸", "勧"),
            ("ヘキ地の診療を支えた。", "ヘキ地", "へき地"),
            ("ヘき地の診療を支えた。", "ヘき地", "へき地"),
            ("県民ヘの周知を図った。", "ヘ", "へ"),
            ("サ一ビスを始めた。", "サ一ビス", "サービス"),
            ("システムの工ラーを直した。", "工ラー", "エラー"),
            ("介護口ボットを入れた。", "口ボット", "ロボット"),
            ("人ロが減った。", "人ロ", "人口"),
            ("協カを求めた。", "協カ", "協力"),
            ("ー部を直した。", "ー部", "一部"),
            ("データべースを作った。", "データべース", "データベース"),
            ("R元年度未で終えた。", "年度未", "年度末"),
            ("〇 システムを更新した。", "〇", "○"),
            ("成⻑を支えた。", "⻑", "長"),
            ("⽇本で広めた。", "⽇", "日"),
            ("テ\u3099ータを集めた。", "テ\u3099", "デ"),
            ("脱メタバoprojectを進めた。", "メタバoproject", None),
        ],
    )
    def test_a_letter_taken_for_another_is_found(
        self, text: str, phrase: str, replacement: str | None
    ) -> None:
        assert phrases(LOOK_ALIKE_LETTERS, plan_of(text)) == [(phrase, replacement)]

    def test_names_are_looked_at_too(self) -> None:
        assert phrases(LOOK_ALIKE_LETTERS, item(1, name="ヘキ地オンライン診療事業")) == [("ヘキ地", "へき地")]

    @pytest.mark.parametrize(
        "text",
        [
            "携帯電話の人口カバー率を上げた。",
            "工モデルを作った。",
            "フェスタinコレドで広めた。",
            "口コミサイトとクチコミを調べた。",
            "プレゼン力アップ講座を開いた。",
            "サーバ一式とデータ一元化を進めた。",
            "センター一カ所と3カ年の計画。",
            "アトリエ事業と導入カメラと輸入ロボット。",
            "年度末満了、年度末達成、端末整備、端末登録、週末来場。",
            "設計側と手法側、鮮魚業者、幸福社会、保険査定、開廷長期化、承認職員、部分折れ。",
            "年度未達成、月未満、今期未定、年度未だ終わらず。",
            "〇〇県と二〇一九年。",
            "α版、μm、β'モデル、プラスα。",
            "eラーニングとYouTubeチャンネル。",
            "インターネットへアクセスし、システムへデータを送った。",
            "会津、渡邊、澤田、國分。",
            "サーバーを第一に、統一した。",
        ],
    )
    def test_what_only_looks_so_is_left_alone(self, text: str) -> None:
        assert phrases(LOOK_ALIKE_LETTERS, plan_of(text)) == []


class TestPlatformDependentCharacters:
    def test_characters_outside_jis_are_named_once_a_text(self) -> None:
        (finding,) = look(PLATFORM_DEPENDENT_CHARACTERS, plan_of("①更新、②研修、①更新。"))
        assert finding.phrase == "①"
        assert "「①②」" in finding.message
        assert "「①」は「(1)」のように" in finding.hint

    @pytest.mark.parametrize(
        "text", ["Ⅲ 産業の振興", "ⅡとⅢの部", "㈱福島", "10㎡", "℡024", "▶成果", "髙橋", "外字\ue000"]
    )
    def test_others_are_found(self, text: str) -> None:
        assert len(look(PLATFORM_DEPENDENT_CHARACTERS, plan_of(text))) == 1

    @pytest.mark.parametrize("text", ["数学Ⅱ、物理を配信", "第Ⅲ期計画", "フェーズⅡとⅢ期", "Ⅰ類の資格"])
    def test_a_roman_numeral_in_a_name_is_left_alone(self, text: str) -> None:
        assert phrases(PLATFORM_DEPENDENT_CHARACTERS, plan_of(text)) == []

    def test_what_is_printed_in_tables_is_looked_at_too(self) -> None:
        indicator = '[[item.indicator]]\nname = "面積"\nunit = "㎡"\ntarget = 3\n'
        assert phrases(PLATFORM_DEPENDENT_CHARACTERS, item(1) + indicator) == [("㎡", None)]

    @pytest.mark.parametrize(
        "text", ["H31.4～R2.2", "H31.4〜R2.2", "資料２－１", "5−3", "※▲○●◎→", "““”", "й", "ｶﾅ", "—", "术"]
    )
    def test_what_converts_or_is_reported_elsewhere_is_left_alone(self, text: str) -> None:
        assert phrases(PLATFORM_DEPENDENT_CHARACTERS, plan_of(text)) == []


class TestInvisibleCharacters:
    @pytest.mark.parametrize(
        ("character", "replacement"),
        [
            ("\u200b", ""),
            ("\u200d", ""),
            ("\ufeff", ""),
            ("\u00ad", ""),
            ("\u202e", ""),
            ("\u2028", ""),
            ("\u2060", ""),
            ("\u3164", ""),
            ("\u00a0", " "),
            ("\u2003", " "),
            ("\t", " "),
        ],
    )
    def test_it_is_found_and_named(self, character: str, replacement: str) -> None:
        (finding,) = look(INVISIBLE_CHARACTERS, plan_of(f"県の情{character}報を伝えた。"))
        assert (finding.phrase, finding.replacement) == (character, replacement)
        assert "「県の情」の後に" in finding.message
        assert f"U+{ord(character):04X}" in finding.message

    def test_control_characters_written_as_escapes_are_found(self) -> None:
        items = (
            item(1)
            .replace("[[item]]", '[[item]]\nname = "広報\\u0007事業"')
            .replace("name = '''事業1'''", "")
        )
        assert phrases(INVISIBLE_CHARACTERS, items) == [("\x07", "")]

    def test_line_ends_and_full_width_blanks_are_left_alone(self) -> None:
        assert phrases(INVISIBLE_CHARACTERS, plan_of("一行目\n二行目　終わり 半角")) == []


class TestLeftoverMarkup:
    @pytest.mark.parametrize(
        ("text", "phrase", "replacement"),
        [
            ('<ul style="list-style-type: none">目標', '<ul style="list-style-type: none">', ""),
            ("目標</UL>", "</UL>", ""),
            ("会津大学&nbsp;と連携", "&nbsp;", " "),
            ("A&amp;B", "&amp;", "&"),
            ("日々**わくわく**する", "**わくわく**", "わくわく"),
            ("一行目<br>二行目", "<br>", None),
        ],
    )
    def test_it_is_found(self, text: str, phrase: str, replacement: str | None) -> None:
        assert phrases(LEFTOVER_MARKUP, plan_of(text)) == [(phrase, replacement)]

    @pytest.mark.parametrize("text", ["<参考>R&D", "5<8、9>3", "**", "Q&A;", "<新規>"])
    def test_what_is_no_markup_is_left_alone(self, text: str) -> None:
        assert phrases(LEFTOVER_MARKUP, plan_of(text)) == []


class TestHalfWidthKatakana:
    def test_kana_and_punctuation_are_found(self) -> None:
        items = plan_of("適切に運用し､円滑に処理した。", "ﾎｰﾑﾍﾟｰｼﾞで公開した。")
        assert phrases(HALF_WIDTH_KATAKANA, items) == [("､", "、"), ("ﾎｰﾑﾍﾟｰｼﾞ", "ホームページ")]

    def test_full_width_is_left_alone(self) -> None:
        assert phrases(HALF_WIDTH_KATAKANA, plan_of("ホームページで、公開した。")) == []


class TestDashesAndWaves:
    def test_the_rarer_wave_is_found(self) -> None:
        items = plan_of(
            "H31.4～R2.2に行った。", "H30～R元に行った。", "H31.4〜R2.3に行った。", "9~10月に行った。"
        )
        assert phrases(DASHES_AND_WAVES, items) == [("H31.4〜R2.3", "H31.4～R2.3"), ("9~10月", "9～10月")]

    def test_the_rarer_hyphen_is_found(self) -> None:
        items = plan_of("資料2-1と3-4を配った。", "資料5－6を配った。")
        assert phrases(DASHES_AND_WAVES, items) == [("5－6", "5-6")]

    @pytest.mark.parametrize(
        ("text", "phrase", "replacement"),
        [
            ("第2ー5号を配った。", "2ー5", "2-5"),
            ("COVIDー19に備えた。", "COVIDー19", "COVID-19"),
            ("サ－バーを更新した。", "サ－バー", "サーバー"),
            ("データセンタ－に置いた。", "データセンタ－", "データセンター"),
            ("R3.4~ R3.12に行った。", "R3.4~ R3", "R3.4~R3"),
        ],
    )
    def test_one_sign_taken_for_another_is_found(self, text: str, phrase: str, replacement: str) -> None:
        found = phrases(DASHES_AND_WAVES, plan_of(text))
        assert [(found[0][0], found[0][1])] == [(phrase, replacement)] or found[0][0].startswith(phrase)
        assert len(found) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "～東日本大震災からの復興～",
            "資料２－１と2-5を配った。",
            "サーバーとe-ラーニングを始めた。",
            "ソフト－ハードの両面で支えた。",
            "H31.4～R2.2とH30 ～ R元に行った。",
            "Em-NetとJ-ALERTとWi-Fi。",
        ],
    )
    def test_one_kind_of_each_is_left_alone(self, text: str) -> None:
        assert phrases(DASHES_AND_WAVES, plan_of(text)) == []


class TestStraySpacesAndBrackets:
    @pytest.mark.parametrize(
        ("text", "phrase", "replacement"),
        [
            ("情報モラ ルの向上を図った。", "モラ ル", "モラル"),
            ("プロセ ス、働き方を変えた。", "プロセ ス", "プロセス"),
            ("サ ービスを始めた。", "サ ービス", "サービス"),
            ("インター ネットを使った。", "インター ネット", "インターネット"),
            ("伴走型支 援事業を始めた。", "伴走型支 援事業", "伴走型支援事業"),
            ("研修を開いた 。", "研修を開いた 。", "研修を開いた。"),
            ("R 4に始めた。", "R 4", "R4"),
        ],
    )
    def test_a_blank_left_over_from_a_line_break_is_found(
        self, text: str, phrase: str, replacement: str
    ) -> None:
        found = phrases(
            STRAY_SPACES_AND_BRACKETS, plan_of("支援事業をR5に始め、伴走型支援事業とした。", text)
        )
        assert found == [(phrase, replacement)]

    def test_a_name_is_reported_and_not_replaced(self) -> None:
        assert phrases(STRAY_SPACES_AND_BRACKETS, item(1, name="情報モラ ル向上事業")) == [("モラ ル", None)]

    @pytest.mark.parametrize(
        "text",
        [
            "・市町村対応数 目標20に対し、10",
            "福島市 会津若松市 郡山市",
            "更新した。 また、研修した。",
            "・集合研修：12回　8,191千円",
            "公益財団法人 郡山地域テクノポリス推進機構",
            "DXで もっとおもしろくなる。でもっとよい。",
            "YouTubeや HP 等を使った。",
            "1) 研修\n2) 更新\nア）講演",
            "（森林情報(GIS)活用）を進めた。",
            "「『青森新時代』への架け橋」に基づく。",
        ],
    )
    def test_blanks_between_items_and_whole_brackets_are_left_alone(self, text: str) -> None:
        usual = "目標を立て、市町村に伝えた。会津若松市と郡山市の対応数。"
        assert phrases(STRAY_SPACES_AND_BRACKETS, plan_of(usual, text)) == []

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("研修（12回を開いた。", [("（", None)]),
            ("研修12回）を開いた。", [("）", None)]),
            ("「（12回」を開いた。", [("（", None)]),
            ("研修（12回)を開いた。", [("（12回)", "（12回）")]),
        ],
    )
    def test_brackets_that_are_no_pair_are_found(self, text: str, found: Found) -> None:
        assert phrases(STRAY_SPACES_AND_BRACKETS, plan_of(text)) == found

    def test_a_bracket_of_two_widths_in_a_name_is_not_replaced(self) -> None:
        found = phrases(
            STRAY_SPACES_AND_BRACKETS, item(1, name="森林適正管理事業（森林情報(GIS)活用推進事業)")
        )
        assert found == [("（森林情報(GIS)活用推進事業)", None)]

    def test_a_half_width_pair_among_many_full_width_ones_is_found(self) -> None:
        full = "研修（12回）と更新（3件）と講演（2回）を行った。"
        items = plan_of(full, full, full, "269件(R2)、(1)研修、G Suite (365)を入れた。", "(1) 研修")
        assert phrases(STRAY_SPACES_AND_BRACKETS, items) == [("(R2)", "（R2）")]
        assert phrases(STRAY_SPACES_AND_BRACKETS, plan_of("研修（12回）と更新(3件)。")) == []


class TestDepartmentSpelling:
    @pytest.mark.parametrize(
        ("usual", "odd", "replacement"),
        [
            ("保健福祉部 地域医療課", "保健福祉部地域医療課", "保健福祉部 地域医療課"),
            ("保健福祉部 社会福祉課", "保健福祉部地域医療課", "保健福祉部 地域医療課"),
            ("教育庁 教育総務課", "教育庁教育センター", "教育庁 教育センター"),
            (
                "保健福祉部 子ども・青少年政策課",
                "保健福祉部 こども・青少年政策課",
                "保健福祉部 子ども・青少年政策課",
            ),
            ("警察本部 生活環境課", "警察本部生活環境課生活安全企画課", None),
            ("危機管理部 災害対策課", "総務部 災害対策課", None),
        ],
    )
    def test_the_odd_spelling_is_found(self, usual: str, odd: str, replacement: str | None) -> None:
        items = "\n".join(item(number, departments=usual) for number in range(3)) + item(9, departments=odd)
        assert phrases(DEPARTMENT_SPELLING, items) == [(odd, replacement)]

    def test_a_section_belongs_to_the_bureau_of_its_name(self) -> None:
        items = item(1, departments="総務部 土木企画課") + item(2, departments="土木部 土木企画課")
        assert phrases(DEPARTMENT_SPELLING, items) == [("総務部 土木企画課", None)]

    @pytest.mark.parametrize(
        "departments",
        [
            "総務部 広報課|選挙管理委員会事務局",
            "総務部 総務課|教育庁 総務課|教育庁 総務課|教育庁 総務課",
            "生活環境部 環境共生課（環境創造センター）|生活環境部 環境共生課",
            "総務部 水・大気環境課|土木部 道路管理課",
        ],
    )
    def test_right_names_are_left_alone(self, departments: str) -> None:
        assert phrases(DEPARTMENT_SPELLING, item(1, departments=departments)) == []

    def test_the_table_knows_better(self) -> None:
        table = DepartmentTable(names=frozenset({"保健福祉部 こども政策課"}))
        items = "\n".join(item(number, departments="保健福祉部 子ども政策課") for number in range(2))
        found = look(DEPARTMENT_SPELLING, items, departments=table)
        assert [finding.replacement for finding in found] == ["保健福祉部 こども政策課"] * 2


class TestUnknownDepartment:
    table = DepartmentTable(
        names=frozenset({"総務部 広報課", "企画調整部 デジタル変革課", "選挙管理委員会事務局"}),
        changes=(
            Reorganisation(old="企画調整部 情報政策課", new=("企画調整部 デジタル変革課",), since=2021),
        ),
    )

    def find(self, departments: str, year: int = 2019) -> list[Diagnostic]:
        head = HEAD.replace("fiscal_year = 2019", f"fiscal_year = {year}")
        return look(UNKNOWN_DEPARTMENT, item(1, departments=departments), head, self.table)

    def test_without_a_table_nothing_is_said(self) -> None:
        assert phrases(UNKNOWN_DEPARTMENT, item(1, departments="総務部 広法課")) == []

    def test_a_name_that_the_table_does_not_have_is_found(self) -> None:
        (finding,) = self.find("総務部 広法課")
        assert (finding.phrase, finding.replacement) == ("総務部 広法課", None)
        assert "「総務部 広報課」の間違いではありませんか。" in finding.hint

    def test_an_old_name_is_found_from_the_year_of_the_change_on(self) -> None:
        (finding,) = self.find("企画調整部 情報政策課", 2021)
        assert (finding.phrase, finding.replacement) == ("企画調整部 情報政策課", "企画調整部 デジタル変革課")
        assert "令和3年度から" in finding.message

    @pytest.mark.parametrize(
        "departments",
        [
            "総務部 広報課",
            "選挙管理委員会事務局",
            "企画調整部 情報政策課",
            "総務部 広報課（東京事務所）",
            "総務部広報課",
        ],
    )
    def test_right_names_are_left_alone(self, departments: str) -> None:
        assert self.find(departments, 2020) == []


class TestDepartmentsTable:
    def test_it_is_read(self) -> None:
        table, findings, _ = read_departments(
            "plans/departments.toml",
            """
[[department]]
bureau = "総務部"
sections = ["広報課", "税務課"]

[[department]]
bureau = "選挙管理委員会事務局"

[[renamed]]
old = "企画調整部　情報政策課"
new = "企画調整部 デジタル変革課"
since = "R3"
""".encode(),
        )
        assert findings == ()
        assert table is not None
        assert table.names == {
            "総務部 広報課",
            "総務部 税務課",
            "選挙管理委員会事務局",
            "企画調整部 デジタル変革課",
        }
        assert table.changes == (
            Reorganisation(old="企画調整部 情報政策課", new=("企画調整部 デジタル変革課",), since=2021),
        )

    @pytest.mark.parametrize(
        ("text", "code", "line"),
        [
            ("[[department]\n", "DX104", 1),
            ('[[department]]\nsections = ["広報課"]\n', "DX202", 1),
            ('[[department]]\nbureau = "総務部"\nsection = ["広報課"]\n', "DX203", 3),
            (
                '[[department]]\nbureau = "総務部"\n[[renamed]]\nold = "甲課"\nnew = "乙課"\nsince = "R0"\n',
                "DX206",
                6,
            ),
            ("", "DX202", 1),
        ],
    )
    def test_what_is_wrong_with_it_is_said_with_its_place(self, text: str, code: str, line: int) -> None:
        table, findings, shown = read_departments("plans/departments.toml", text.encode())
        assert table is None
        assert [(finding.code, finding.line) for finding in findings] == [(code, line)]
        assert all(finding.source.path == "plans/departments.toml" for finding in findings)
        assert shown in (text, "")


CHECKS = (
    SPELLING_VARIANTS,
    FULL_WIDTH_LETTERS_AND_FIGURES,
    LOOK_ALIKE_LETTERS,
    PLATFORM_DEPENDENT_CHARACTERS,
    INVISIBLE_CHARACTERS,
    LEFTOVER_MARKUP,
    HALF_WIDTH_KATAKANA,
    DASHES_AND_WAVES,
    STRAY_SPACES_AND_BRACKETS,
    DEPARTMENT_SPELLING,
    UNKNOWN_DEPARTMENT,
)


def test_on_the_plan_of_2019_they_find_what_was_published_wrong_and_nothing_else() -> None:
    files = {file.name: file.read_bytes() for file in PLAN_2019.glob("*.toml")}
    reading = read_plan("2019", "plans/2019", files)
    assert reading.plan is not None
    subject = Subject(plan=reading.plan, assessments=judge_plan(reading.plan))
    found = {(check.code, finding.phrase) for check in load_checks(CHECKS) for finding in check.find(subject)}
    assert found == {
        ("DX469", "（森林情報(GIS)活用推進事業)"),
    }


@pytest.mark.parametrize("code", CHECKS)
def test_every_finding_marks_a_piece_of_its_text(code: str) -> None:
    reports = [
        "計画通り、Youtubeで2054件。",
        "計画どおり、計画どおり。ＩＣＴ、ICT、AI。1,200件、3,400件。",
        "デバйдと①と\u200b、<b>太字</b>､",
        "H31.4〜R2.3、H31.4～R2.2、情報モラ ル（12回)",
    ]
    items = plan_of(*reports) + item(8, departments="総務部広報課|総務部 税務課")
    files = {"plan.toml": HEAD.encode(), "kurashi.toml": items.encode()}
    plan = read_plan("2019", "plans/2019", files).plan
    assert plan is not None
    table = DepartmentTable(names=frozenset({"総務部 広報課"}))
    subject = Subject(plan=plan, assessments=judge_plan(plan), departments=table)
    texts = {text.source: text.text for text in subject.texts}
    (check,) = load_checks((code,))
    found = list(check.find(subject))
    assert found
    for finding in found:
        assert finding.phrase
        assert finding.phrase in texts[finding.source]
        assert finding.phrase != finding.replacement


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("技 術を広げ、技術を学び、技術を使う。", True),
        ("推進事 業と、この事業、あの事業。", True),
        ("県 市町村を支える。", False),
        ("技 術を広げる。", False),  # nothing else in the plan tells that 技術 is one word
    ],
)
def test_a_lone_kanji_that_belongs_across_the_blank(
    small: Callable[[str], Workspace], text: str, *, found: bool
) -> None:
    made = small(ITEM.replace("県の取組を知らせる。", text))
    codes = [d["code"] for d in json.loads(made.run("validate", "--format", "json").out)["diagnostics"]]
    assert ("DX469" in codes) is found
