"""The project's own source texts, for tests that look for names in them."""

import ast
from functools import cache

from assess.settings import CHECKOUT


@cache
def all_sources() -> str:
    files = [*CHECKOUT.glob("assess/**/*.py"), *CHECKOUT.glob("report_templates/*.j2")]
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(files))


def named_in_sources(code: str) -> bool:
    return f'"{code}"' in all_sources()


def scoring_codes(value: str) -> set[str]:
    """The codes with which assess/scoring makes a Reason or an Unmet."""
    found: set[str] = set()
    for file in sorted(CHECKOUT.glob("assess/scoring/*.py")):
        functions = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        found |= {code for one in functions if isinstance(one, ast.FunctionDef) for code in _codes_in(one, value)}
    return found


def _codes_in(function: ast.FunctionDef, value: str) -> set[str]:
    """Those written in the call; of a code that has a name, what is assigned to it or begins a row of a table."""
    made = [call for call in ast.walk(function) if isinstance(call, ast.Call) and ast.unparse(call.func) == value]
    codes = [keyword.value for call in made for keyword in call.keywords if keyword.arg == "code"]
    names = {code.id for code in codes if isinstance(code, ast.Name)}
    for one in ast.walk(function) if names else ():
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) in names and isinstance(one.value, ast.IfExp):
            codes += [one.value.body, one.value.orelse]
        if isinstance(one, ast.Tuple) and one.elts:
            codes.append(one.elts[0])
    return {code.value for code in codes if isinstance(code, ast.Constant) and isinstance(code.value, str)}
