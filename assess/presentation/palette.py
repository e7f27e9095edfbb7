"""Colours, for screen and paper: they differ in lightness, so that they read in black and white as well."""

from collections.abc import Mapping
from dataclasses import dataclass

from assess.model.scorecard import GateState


@dataclass(frozen=True)
class Palette:
    """`steps` run from the worst to the best fifth of a percentage; `on_step` is the text colour on each."""

    ink: str
    muted: str
    line: str
    paper: str
    track: str
    accent: str
    accent_light: str
    on_accent: str
    steps: tuple[str, ...]
    on_step: tuple[str, ...]
    states: Mapping[GateState, str]


LIGHT = Palette(
    ink="#18262b",
    muted="#56666c",
    line="#c9d3d6",
    paper="#ffffff",
    track="#e9eef0",
    accent="#0b5c6e",
    accent_light="#9cc3cc",
    on_accent="#ffffff",
    steps=("#f3e3d3", "#e6dfc8", "#bcd5d1", "#76adb1", "#0b5c6e"),
    on_step=("#18262b", "#18262b", "#18262b", "#18262b", "#ffffff"),
    states={
        GateState.PASSED: "#0b5c6e",
        GateState.NOT_PROVED: "#8a5a00",
        GateState.FAILED: "#9b2c1f",
        GateState.OPEN: "#56666c",
        GateState.NOT_APPLICABLE: "#8a979c",
    },
)
DARK = Palette(
    ink="#e6edef",
    muted="#a9b8bd",
    line="#3a484d",
    paper="#12191c",
    track="#26333a",
    accent="#4fb3c8",
    accent_light="#2c5560",
    on_accent="#12191c",
    steps=("#4a3526", "#4d4a2f", "#2f5350", "#3b7d83", "#7cc7d6"),
    on_step=("#e6edef", "#e6edef", "#e6edef", "#ffffff", "#12191c"),
    states={
        GateState.PASSED: "#4fb3c8",
        GateState.NOT_PROVED: "#e0b04c",
        GateState.FAILED: "#f08a7b",
        GateState.OPEN: "#a9b8bd",
        GateState.NOT_APPLICABLE: "#7d8b90",
    },
)
