"""The project's own source texts, for tests that look for names in them."""

from functools import cache

from assess.settings import CHECKOUT


@cache
def all_sources() -> str:
    files = [*CHECKOUT.glob("assess/**/*.py"), *CHECKOUT.glob("report_templates/*.j2")]
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(files))


def named_in_sources(code: str) -> bool:
    return f'"{code}"' in all_sources()
