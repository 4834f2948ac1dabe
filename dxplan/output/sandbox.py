"""Templates that users edit, and that may come from strangers.

They see plain data, can call nothing, and cannot fill the memory.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from dxplan.model.findings import DxplanError
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import TracebackType

#: Characters of all that a template may print. The handout of 10,000 items has about 8 million.
_MAX_OUTPUT: Final = 100_000_000

_NOT_IN_ANCHOR: Final = regex(r"[^A-Za-z0-9._-]")
_FILTERS: Final = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "first", "groupby", "int", "items", "last", "length",
    "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "round", "select", "selectattr", "sort",
    "string", "trim", "unique", "upper",
)  # fmt: skip


def render(names: Mapping[str, Any], path: str, template: str, escape: Callable[[str], str]) -> str:
    """Return what a template makes of names, each value escaped; raises DxplanError with the template's line."""
    environment = _Environment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=True,
    )
    environment.finalize = _Output(escape)
    environment.filters = {name: FILTERS[name] for name in _FILTERS}
    environment.filters["join"] = _join
    environment.filters["anchor"] = _anchor
    environment.globals.clear()
    try:
        tree = environment.parse(template, filename=path)
        if "~" in template:
            _refuse_concatenation(tree, path)
        compiled = environment.from_string(tree)
        return "".join(compiled.generate(names))
    except TemplateSyntaxError as error:
        raise _template_error(
            path, error.lineno, f"ひな形の書き方に誤りがあります（{error.message}）。"
        ) from error
    except UndefinedError as error:
        raise _template_error(path, _line(error.__traceback__), _undefined(str(error))) from error
    except SecurityError as error:
        hint = "ひな形に書けるのは、値の表示、if、for、決められたフィルターです（docs/templates.md）。"
        raise _template_error(
            path, _line(error.__traceback__), "ひな形に許されない操作があります。", hint
        ) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
        message = f"ひな形を実行できません（{type(error).__name__}）。"
        raise _template_error(path, _line(error.__traceback__), message) from error


class _Output:
    """Escapes everything that ``{{ }}`` prints, and counts it.

    What it returns is marked as done, so that jinja2 does not escape it for HTML too, and what a macro printed is
    not escaped a second time.
    """

    def __init__(self, escape: Callable[[str], str]) -> None:
        self.escape = escape
        self.printed = 0

    def __call__(self, value: Any) -> Markup:  # noqa: ANN401 - whatever a template prints
        shown = "" if value is None else value
        if not isinstance(shown, str):
            shown = str(shown)
        text = shown if isinstance(shown, Markup) else Markup(self.escape(shown))  # noqa: S704 - escaped
        self.printed += len(text)
        if self.printed > _MAX_OUTPUT:
            raise SecurityError("too much output")
        return text


class _Environment(ImmutableSandboxedEnvironment):
    """Data only: no methods, no calls but the template's own macros, no arithmetic on texts."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - as in jinja2
        return not callable(value) and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - as in jinja2
        return isinstance(obj, Macro)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - as in jinja2
        numbers = isinstance(left, int) and isinstance(right, int) and max(abs(left), abs(right)) < 10**9
        if operator == "**" or not numbers:
            raise SecurityError(operator)
        return super().call_binop(context, operator, left, right)


def _refuse_concatenation(tree: nodes.Template, path: str) -> None:
    """Refuse ``~``: a text doubled forty times over is a terabyte, and need never be printed."""
    for concatenation in tree.find_all(nodes.Concat):
        hint = "{{ a }}{{ b }} のように続けて書いてください。"
        raise _template_error(path, concatenation.lineno, "ひな形に ~ は使えません。", hint)


def _anchor(name: object) -> Markup:
    """Return a name as it may stand in a link or an id, where no letter is escaped."""
    return Markup(_NOT_IN_ANCHOR.sub("", str(name)))  # noqa: S704 - letters, figures, and three signs


def _join(values: Iterable[Any], separator: str = "") -> str:
    return "".join(_limited(values, str(separator)))


def _limited(values: Iterable[Any], separator: str) -> Iterator[str]:
    length = 0
    for number, value in enumerate(values):
        text = f"{separator if number else ''}{value}"
        length += len(text)
        if length > _MAX_OUTPUT // 100:
            raise SecurityError("join")
        yield text


def _line(traceback: TracebackType | None) -> int:
    """Return the line of the template, which jinja2 puts into the traceback."""
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _undefined(said: str) -> str:
    match = re.search(r"^'(.+?)' is undefined|has no attribute '(.+?)'", said)
    name = (match[1] or match[2]) if match else said
    return f"ひな形の「{name}」という名前はありません。"


def _template_error(path: str, line: int, message: str, hint: str = "") -> DxplanError:
    known = "使える名前は docs/templates.md にあります。ひな形を消すと、もとの形に戻ります。"
    return DxplanError(f"{path}:{line}: {message}", hint or known)
