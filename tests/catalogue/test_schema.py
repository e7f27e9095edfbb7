import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assess.catalogue.schema import framework_schema, write_schema
from assess.catalogue.strict_yaml import read_yaml
from assess.settings import content_folder
from tests.catalogue.conftest import SAMPLE, SmallFramework

FRAMEWORKS = content_folder("frameworks")
SHIPPED = FRAMEWORKS / "contact-centre" / "1.0"


def validator(name: str) -> Draft202012Validator:
    schema = framework_schema()
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})


def kind_of(file: Path) -> str:
    if file.name == "framework.yaml":
        return "FrameworkFile"
    return "KpiFile" if "kpis" in (file.stem, file.parent.name) else "DimensionFile"


def content_of(file: Path) -> Any:
    return read_yaml(file.read_bytes(), file.name).content


def test_the_schema_in_the_folder_is_the_one_that_the_model_makes(tmp_path: Path) -> None:
    write_schema(tmp_path / "schema.json")

    shipped = (FRAMEWORKS / "framework.schema.json").read_bytes()
    assert shipped == (tmp_path / "schema.json").read_bytes(), "Type: make schema"


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(framework_schema())


@pytest.mark.parametrize(
    "file",
    [*SAMPLE.rglob("*.yaml"), *SHIPPED.glob("*.yaml"), *(FRAMEWORKS / "kpis").glob("*.yaml")],
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_each_file_fits_its_part_of_the_schema_and_the_whole(file: Path) -> None:
    content = content_of(file)

    assert list(validator(kind_of(file)).iter_errors(content)) == []
    assert list(Draft202012Validator(framework_schema()).iter_errors(content)) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("framework.yaml", 'version: "1.0"', "version: 1.0"),
        ("framework.yaml", "[strategy, people, performance]", "[]"),
        ("framework.yaml", "stale_limit: 2", "stale_limits: 2"),
        ("people.yaml", "title: {en: \"Working", "titel: {en: \"Working"),
        ("people.yaml", "gate: legal", "gate: law"),
        ("people.yaml", "weight: 40", "weight: 0"),
        ("kpis/voice.yaml", "{relative: 0.05}", "{}"),
        ("kpis/voice.yaml", "{relative: 0.05}", "{relative: 0.05, absolute: 1}"),
    ],
)  # fmt: skip
def test_an_editor_sees_what_has_the_wrong_shape(small: SmallFramework, name: str, old: str, new: str) -> None:
    small.change(name, old, new)

    assert list(validator(kind_of(small.file(name))).iter_errors(content_of(small.file(name))))


def test_no_field_lost_its_place_when_titles_were_taken_out() -> None:
    definitions = json.loads((FRAMEWORKS / "framework.schema.json").read_text(encoding="utf-8"))["$defs"]

    assert "title" in definitions["Criterion"]["properties"]
    assert "title" in definitions["Criterion"]["required"]
