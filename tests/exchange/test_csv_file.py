"""A CSV file opens as the table that it is, whatever people wrote into it."""

import csv
import io

import pytest

from assess.exchange.csv_file import write_csv


def test_a_table_comes_back_with_its_letters_quotes_and_line_breaks() -> None:
    content = write_csv(("Kind", "材料名称"), [("文件", '质检"校准"，9月'), ("Record", "two\nlines; 🙂"), ("", "")])
    assert content == (
        b"\xef\xbb\xbf"
        + '"Kind","材料名称"\r\n"文件","质检""校准""，9月"\r\n"Record","two\nlines; 🙂"\r\n"",""\r\n'.encode()
    )
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))) == [
        ["Kind", "材料名称"],
        ["文件", '质检"校准"，9月'],
        ["Record", "two\nlines; 🙂"],
        ["", ""],
    ]


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("x")',
        "+1",
        "-1+2",
        "@SUM(A1)",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        "  =1",
        "　＝1",
    ],
)
def test_no_cell_begins_a_formula(cell: str) -> None:
    content = write_csv(("a",), [(cell,)]).decode("utf-8-sig")
    quoted = cell.replace('"', '""')
    assert content == f'"a"\r\n"\'{quoted}"\r\n'


def test_a_header_is_no_formula_either() -> None:
    assert write_csv(("=1",), []) == b"\xef\xbb\xbf" + b'"\'=1"\r\n'


@pytest.mark.parametrize("cell", ["1 = 1", "a-b", "2026-11-15", "'=1", "5%"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert write_csv(("a",), [(cell,)]).decode("utf-8-sig") == f'"a"\r\n"{cell}"\r\n'
