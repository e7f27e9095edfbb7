import time

import pytest

from assess.catalogue.strict_yaml import read_yaml


def sentences(content: bytes) -> list[str]:
    return [str(problem) for _, problem in read_yaml(content, "people.yaml").problems]


def test_values_are_read_with_the_lines_of_their_names_and_items() -> None:
    document = read_yaml(b"id: P\nweight: 20\nneeds:\n- S1.1\n- {kpi: X01, required: true, when: ~}\n", "people.yaml")

    assert document.content == {
        "id": "P",
        "weight": 20,
        "needs": ["S1.1", {"kpi": "X01", "required": True, "when": None}],
    }
    assert document.line(("weight",)) == 2
    assert document.line(("needs", 1, "kpi")) == 5
    assert document.line(("needs", 7, "unknown")) == 3  # the nearest known thing around it


def test_a_name_is_a_text_however_it_looks() -> None:
    assert read_yaml(b"1: one\nyes: two\n2026-01-01: three", "a.yaml").content == {
        "1": "one",
        "yes": "two",
        "2026-01-01": "three",
    }


def test_numbers_keep_their_spelling() -> None:
    document = read_yaml(b"version: 1.10\nlist: [-3, 0.5]", "a.yaml")

    assert document.content == {"version": 1.1, "list": [-3, 0.5]}
    assert document.spelling(("version",)) == "1.10"
    assert document.spelling(("list", 0)) == "-3"


def test_blocks_and_quotes_are_texts() -> None:
    content = b"a: |\n  first\n  second\nb: >\n  folded\n  text\nc: 'yes'\nd: \"1.0\""

    assert read_yaml(content, "a.yaml").content == {
        "a": "first\nsecond\n",
        "b": "folded text\n",
        "c": "yes",
        "d": "1.0",
    }


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_yaml(b"\xef\xbb\xbfid: P", "a.yaml").content == {"id": "P"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "people.yaml: The file is empty. Fill it, or remove it."),
        (b"# only a comment\n", "people.yaml: The file is empty. Fill it, or remove it."),
        (
            b"a:\n\tb: 1",
            "people.yaml, line 2: The line is indented with a tab. Indent with spaces.",
        ),
        (
            b"id: P\ntitle: \"Only one quote\nweight: 3",
            "people.yaml, line 3: A quote is opened and never closed. Close it.",
        ),
        (
            b"title: Plan: the first",
            "people.yaml, line 1: A colon with a space after it stands where none can be. "
            "Put a text that holds a colon in quotes, and look at the indentation.",
        ),
        (
            b"a: [1, 2\nb: 3",
            "people.yaml, line 2: A bracket is not closed, or a comma is missing. Look at this line and the one above.",
        ),
        (
            b"a: 1\n  b: 2",
            "people.yaml, line 2: A colon with a space after it stands where none can be. "
            "Put a text that holds a colon in quotes, and look at the indentation.",
        ),
        (
            b"- a\nb: 1",
            "people.yaml, line 2: The indentation does not fit the list above. Line the dash up with the other items.",
        ),
        (b"a: @", "people.yaml, line 1: This is not valid YAML. "
         "Look at the indentation, quotes and brackets here and on the line above."),
        (
            "title: 联络中心".encode("gbk"),
            "people.yaml, line 1: The file is not written in UTF-8; it may be GBK. "
            "Open it as GBK and save it as UTF-8.",
        ),
        ("title: Zoë".encode("utf-16"), "people.yaml: The file is written in UTF-16. Save it as UTF-8."),
        (b"id: P\ntitle: \xff\xfe\xff", "people.yaml, line 2: The file is not written in UTF-8. Save it as UTF-8."),
        (
            b"id: P\nkey: a\nid: Q",
            "people.yaml, line 3: `id` is written twice, first on line 1. Keep one of the two.",
        ),
        (
            b"a: &all [1]\nb: *all",
            "people.yaml, line 1: Anchors and aliases (& and *) are not allowed. "
            "Write the value out, or quote the text.",
        ),
        (b"a: {<<: {b: 1}}", "people.yaml, line 1: Merge keys (<<) are not allowed. Write the fields out."),
        (
            b"a: !!python/object:os.system x",
            "people.yaml, line 1: Tags are not allowed (`tag:yaml.org,2002:python/object:os.system`). "
            "Remove it, or quote the text.",
        ),
        (
            b"? [a]\n: b",
            "people.yaml, line 1: A list or mapping stands where a name must. Write a name before the colon.",
        ),
        (b"a: 1\n---\nb: 2", "people.yaml, line 2: A second document starts here (---). Keep one document a file."),
        (b'a: "bell \\a"', "people.yaml, line 1: The text holds a control character. Remove it; it may be invisible."),
        (
            b"a: 1\nb: \x07",
            "people.yaml, line 2: A control character is not allowed. Remove it; it may be invisible.",
        ),
    ],
)  # fmt: skip
def test_what_no_person_means_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    assert sentences(content) == [sentence]


def test_all_repeated_and_unclear_values_of_a_file_are_told_together() -> None:
    assert [sentence.split(":")[0] for sentence in sentences(b"a: 1\na: 2\nb: yes\nc: 0x1F\nd: 1_000\ne: 12:30")] == [
        "people.yaml, line 2",
        "people.yaml, line 3",
        "people.yaml, line 4",
        "people.yaml, line 5",
        "people.yaml, line 6",
    ]


@pytest.mark.parametrize(
    "bomb",
    [
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" * 500,
        b"a: &a {k: v}\nb: {<<: *a}\n" * 500,
        b"[" * 40_000,
        b"{a: " * 40_000,
        b"- " * 40_000,
        b"? " * 40_000,
        b"a: [" + b"x," * 900_000 + b"]",
        b"\n".join(b"k%d: 1" % number for number in range(150_000)),
        b"k: 1\n" * 300_000,
        b"a: " + b"9" * 1_900_000,
        b'"' + b"\\" * 1_900_000,
        b"x" * 10_000_000,
    ],
    ids=lambda bomb: repr(bomb[:12]),
)
def test_a_bomb_is_refused_within_a_second(bomb: bytes) -> None:
    started = time.perf_counter()
    document = read_yaml(bomb, "bomb.yaml")

    assert document.problems
    assert time.perf_counter() - started < 1
