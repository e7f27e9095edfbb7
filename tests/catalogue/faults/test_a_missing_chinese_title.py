from tests.catalogue.conftest import SmallFramework


def test_a_missing_chinese_title_is_told(small: SmallFramework) -> None:
    small.change("strategy.yaml", ', zh: "年度计划"', "")

    assert small.problems() == ["strategy.yaml, line 20 (criterion S1.2): `title` has no Chinese text. Add it as `zh`."]


def test_an_empty_chinese_title_is_told(small: SmallFramework) -> None:
    small.change("strategy.yaml", 'zh: "年度计划"', 'zh: " "')

    assert small.problems() == ["strategy.yaml, line 20 (criterion S1.2): `zh` is empty. Write the text."]


def test_a_missing_title_is_told(small: SmallFramework) -> None:
    small.change("strategy.yaml", '    title: {en: "Annual plan", zh: "年度计划"}\n', "")

    assert small.problems() == [
        'strategy.yaml, line 15 (criterion S1.2): `title` is missing. Add `title: {en: "...", zh: "..."}`.'
    ]


def test_names_of_kpis_and_titles_of_bands_want_both_languages_too(small: SmallFramework) -> None:
    small.change("kpis/voice.yaml", ', zh: "人工接通率"', "")
    small.change("framework.yaml", ', zh: "规范级"', "")

    assert small.problems() == [
        "framework.yaml, line 41: `title` has no Chinese text. Add it as `zh`.",
        "kpis/voice.yaml, line 3 (KPI V01): `name` has no Chinese text. Add it as `zh`.",
    ]


def test_english_punctuation_in_chinese_is_told(small: SmallFramework) -> None:
    small.change("people.yaml", "是否保证休息？", "是否保证休息,吃饭?还有午睡")

    assert small.problems() == [
        "people.yaml, line 16 (criterion P1.1): The half-width , in `息,吃` stands between Chinese characters. "
        "Write ， instead."
    ]
