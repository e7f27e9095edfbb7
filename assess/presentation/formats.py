"""How figures, dates and files are written in either language; the only place that rounds."""

import re
import unicodedata
from datetime import date

from assess.i18n import Language
from assess.model.kpi import Kpi
from assess.model.scorecard import Interval

NONE = "–"
MOST_DECIMALS = 4
# Not strftime: its names follow the locale of the machine.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
UNITS = {
    "s": {"en": " s", "zh": "秒"},
    "min": {"en": " min", "zh": "分钟"},
    "h": {"en": " h", "zh": "小时"},
    "days": {"en": " days", "zh": "天"},
    "weeks": {"en": " weeks", "zh": "周"},
    "points": {"en": " points", "zh": "分"},
    "count": {"en": "", "zh": ""},
    "contacts/h": {"en": "/h", "zh": "件/小时"},
    "items/h": {"en": "/h", "zh": "件/小时"},
    "per 10 000": {"en": " per 10k", "zh": "（每万）"},
    "per 100 000": {"en": " per 100k", "zh": "（每十万）"},
    "%": {"en": "%", "zh": "%"},
}
MONEY = {"CNY": "元", "HKD": "港元", "TWD": "新台币元", "USD": "美元", "EUR": "欧元", "JPY": "日元", "SGD": "新加坡元"}
FORBIDDEN_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+')


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


def range_of(low: float | None, high: float | None) -> str:
    """An interval from its ends."""
    return NONE if low is None or high is None else interval(Interval(low=low, high=high))


def gain(points: float) -> str:
    """Points of the index that a step adds; below a twentieth in hundredths, so that none reads as nothing."""
    return f"+{number(points, 1 if points >= 0.95 else 2)}"


def band(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def plain(value: float) -> str:
    """A figure without decimals that say nothing: 3, 2.5."""
    return number(value, 1).removesuffix(".0")


def day(value: date, language: Language) -> str:
    if language is Language.ZH:
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: str, language: Language) -> str:
    """A month written "2026-09"."""
    year, number = value.split("-")
    if language is Language.ZH:
        return f"{year}年{int(number)}月"
    return f"{MONTHS[int(number) - 1][:3]} {year}"


def kpi_value(
    kpi: Kpi, value: float | None, language: Language, currency: str | None = None, decimals: int | None = None
) -> str:
    """A KPI's value with its unit; money in the centre's currency, where it names one."""
    if value is None:
        return NONE
    before, after = _unit(kpi, language, currency)
    return before + number(value, kpi_decimals(kpi, value) if decimals is None else decimals) + after


def kpi_target(
    kpi: Kpi,
    target: float | tuple[float, float] | None,
    language: Language,
    currency: str | None = None,
    decimals: int | None = None,
) -> str:
    """A target; of a range both ends, the unit once."""
    if not isinstance(target, tuple):
        return kpi_value(kpi, target, language, currency, decimals)
    before, after = _unit(kpi, language, currency)
    ends = [number(end, kpi_decimals(kpi, end) if decimals is None else decimals) for end in target]
    return before + "–".join(ends) + after


def kpi_decimals(kpi: Kpi, value: float, beside: float | tuple[float, float] | None = None) -> int:
    """As many as the unit asks for; more where it would read like an edge `beside` it that it is not."""
    whole = kpi.unit == "s" or abs(value) >= 1000
    decimals = 2 if kpi.unit == "currency" else 0 if whole else 1
    for edge in beside if isinstance(beside, tuple) else (beside,):
        while edge is not None and decimals < MOST_DECIMALS and _reads_alike(value, edge, decimals):
            decimals += 1
    return decimals


def _reads_alike(value: float, other: float, decimals: int) -> bool:
    return round(value, 9) != round(other, 9) and number(value, decimals) == number(other, decimals)


def _unit(kpi: Kpi, language: Language, currency: str | None) -> tuple[str, str]:
    """What stands before and after a figure."""
    if kpi.unit != "currency":
        return "", UNITS.get(kpi.unit, {}).get(language.value, f" {kpi.unit}")
    if currency is None:
        return "", ""
    if language is Language.ZH and currency in MONEY:
        return "", MONEY[currency]
    return f"{shortened(currency, 5)} ", ""


def person_days(value: float | None) -> str:
    return NONE if value is None else plain(value)


def shortened(text: str, width: float) -> str:
    """At most so many ems of text, an ellipsis where it was cut: for a line that cannot wrap."""
    text = " ".join(text.split())
    if ems(text) <= width:
        return text
    kept = ""
    used = ems("…")
    for letter in text:
        used += ems(letter)
        if used > width:
            break
        kept += letter
    return kept.rstrip(" ，,、·") + "…"


def ems(text: str) -> float:
    """How wide a text is set, roughly and rather too wide, in ems of a sans serif."""
    return sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF" or letter in "…—“”‘’":
        return 1.0
    if letter in "iljtfrI.,:;!|'()[] ":
        return 0.34
    if letter in "mwMW%@":
        return 0.9
    return 0.67 if letter.isupper() else 0.57


def file_size(count: int) -> str:
    """A file's bytes as people read them."""
    if count < 1024 * 1024:
        return f"{number(max(1, count / 1024), 0)} KB"
    return f"{number(count / 1024 / 1024)} MB"


def file_name(centre: str, assessed_on: date, language: Language, kind: str, part: str | None = None) -> str:
    """A name that every file system takes, with the centre's own letters kept; `part` tells files of one day apart."""
    safe = FORBIDDEN_IN_NAMES.sub(" ", centre)
    safe = re.sub(r"\s+", "-", safe.strip(" .-"))[:60].strip(".-") or "centre"
    named = [safe, assessed_on.isoformat(), *([part] if part else []), language.value]
    return f"{'-'.join(named)}.{kind}"
