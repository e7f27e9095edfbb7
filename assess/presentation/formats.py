"""How figures, dates and files are written in either language; the only place that rounds."""

import re
from datetime import date

from assess.i18n import Language
from assess.model.kpi import Kpi
from assess.model.scorecard import Interval

NONE = "–"


def number(value: float, decimals: int = 1) -> str:
    """With thousands separators; a value that rounds to zero has no sign."""
    text = f"{value:,.{decimals}f}"
    return text.lstrip("-") if float(text.replace(",", "")) == 0 else text


def percent(value: float | None, decimals: int = 1) -> str:
    """A figure from 0 to 100 without its sign, as indices and dimensions are read."""
    return NONE if value is None else number(value, decimals)


def share(value: float, decimals: int = 0) -> str:
    """A figure from 0 to 100 with its sign."""
    return f"{number(value, decimals)}%"


def interval(value: Interval | None, decimals: int = 1) -> str:
    """One figure for a point, else both ends: 58.2–60.0."""
    if value is None:
        return NONE
    low, high = number(value.low, decimals), number(value.high, decimals)
    return low if low == high else f"{low}–{high}"


def band(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def day(value: date, language: Language) -> str:
    if language is Language.ZH:
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {value:%B} {value.year}"


def month(value: str, language: Language) -> str:
    """A month written "2026-09"."""
    year, number = value.split("-")
    if language is Language.ZH:
        return f"{year}年{int(number)}月"
    return f"{date(int(year), int(number), 1):%b} {year}"


def kpi_value(kpi: Kpi, value: float | None, language: Language, currency: str | None = None) -> str:
    """A KPI's value with its unit."""
    if value is None:
        return NONE
    decimals = 0 if kpi.unit in ("s", "min") or abs(value) >= 1000 else 1
    figure = number(value, decimals)
    if kpi.unit == "%":
        return f"{figure}%"
    if kpi.unit == "currency":
        return f"{currency} {number(value, 2)}" if currency else number(value, 2)
    zh = {"s": "秒", "min": "分钟", "h": "小时", "days": "天", "weeks": "周", "points": "分", "count": ""}
    en = {"count": ""}
    per_zh = {"per 10 000": "（每万）", "per 100 000": "（每十万）", "contacts/h": "件/小时", "items/h": "件/小时"}
    if language is Language.ZH:
        return figure + {**zh, **per_zh}.get(kpi.unit, kpi.unit)
    return f"{figure} {en.get(kpi.unit, kpi.unit)}".rstrip()


def person_days(value: float | None) -> str:
    return NONE if value is None else number(value, 1).removesuffix(".0")


def file_name(centre: str, assessed_on: date, language: Language, kind: str) -> str:
    """A name that every file system takes, with the centre's own letters kept."""
    safe = re.sub(r'[\x00-\x1f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+', " ", centre)
    safe = re.sub(r"\s+", "-", safe.strip(" .-"))[:60] or "centre"
    return f"{safe}-{assessed_on.isoformat()}-{language.value}.{kind}"
