"""The JSON Schema of the files on disk, for editors: taken from the model, so that it can never differ from it."""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from assess.model.framework import Dimension, Framework
from assess.model.kpi import Kpi
from assess.settings import content_folder

FILE_STEM = "^[A-Za-z0-9][A-Za-z0-9_-]*$"


def framework_schema() -> dict[str, Any]:
    """JSON Schema 2020-12: any of the three kinds of file, each also by name under `$defs`.

    FrameworkFile is framework.yaml, DimensionFile a file that it names, KpiFile a file of KPIs.
    """
    _, generated = models_json_schema([(Framework, "validation"), (Dimension, "validation"), (Kpi, "validation")])
    definitions = _without_titles(generated["$defs"])
    definitions["Tolerance"]["oneOf"] = [{"required": ["absolute"]}, {"required": ["relative"]}]
    framework = definitions.pop("Framework")
    framework["properties"].pop("kpis")
    framework["properties"]["dimensions"] = {
        "description": "The files beside this one that hold a dimension each, without .yaml, in display order.",
        "type": "array",
        "items": {"type": "string", "pattern": FILE_STEM},
        "minItems": 1,
        "uniqueItems": True,
    }
    framework["required"].remove("kpis")
    files = {
        "FrameworkFile": framework,
        "DimensionFile": {"$ref": "#/$defs/Dimension"},
        "KpiFile": {
            "type": "object",
            "properties": {"kpis": {"type": "array", "items": {"$ref": "#/$defs/Kpi"}}},
            "required": ["kpis"],
            "additionalProperties": False,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of an assessment framework",
        "description": "Generated from assess/model. What this cannot say, `assess frameworks check` does.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in files],
        "$defs": {**files, **definitions},
    }


def write_schema(path: Path) -> None:
    text = json.dumps(framework_schema(), indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _without_titles(schema: Any) -> Any:
    """Pydantic titles every field with its own name; a field called title is a mapping, and stays."""
    if isinstance(schema, dict):
        kept = {name: part for name, part in schema.items() if name != "title" or not isinstance(part, str)}
        return {name: _without_titles(part) for name, part in kept.items()}
    return [_without_titles(part) for part in schema] if isinstance(schema, list) else schema


if __name__ == "__main__":
    write_schema(content_folder("frameworks") / "framework.schema.json")
