import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import meta

from tests.house.sources import ROOT, files, nodes

COMPONENTS = files("*.html", "templates/components")
MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)")


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_is_one_macro_of_the_files_name(component: Path) -> None:
    assert MACRO.findall(component.read_text(encoding="utf-8")) == [component.stem]


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_is_shown_on_the_component_page(component: Path) -> None:
    page = (ROOT / "templates/dev/components.html").read_text(encoding="utf-8")
    assert f"components/{component.name}" in page


def test_a_page_imports_the_components_that_it_calls() -> None:
    """Those of its layout are not there any more when it is drawn; a partial may use those of its page."""
    names = {path.stem for path in COMPONENTS}
    for path in files("[!_]*.html", "templates"):
        text = path.read_text(encoding="utf-8")
        code = "".join(re.findall(r"\{[{%].*?[%}]\}", text, re.DOTALL))
        called = names & set(re.findall(r"(?<![\w.\"|])(\w+)\(", code))
        known = set(re.findall(r"\bimport (\w+)", text)) | set(MACRO.findall(text))
        assert called - known == set(), path


TEMPLATES = ROOT / "templates"
STYLED = {path.stem for path in COMPONENTS} & {path.stem for path in files("*.css", "static/css/components")}
SYNTAX = jinja2.Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


def _drawn_with(template: str) -> set[str]:
    """The templates by whose text this one is drawn, and this one; no layout of another surface."""
    seen, waiting = set[str](), {template}
    while waiting:
        one = waiting.pop()
        seen.add(one)
        text = (TEMPLATES / one).read_text(encoding="utf-8")
        waiting |= {name for name in meta.find_referenced_templates(SYNTAX.parse(text)) if name} - seen
    return seen


SHELF = [path for path in files("*.html", "templates/storefront") if "layouts/shelf.html" in path.read_text("utf-8")]


@pytest.mark.parametrize("page", SHELF, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_a_light_page_has_the_styles_of_all_its_components(page: Path) -> None:
    light = (ROOT / "static/css/storefront.css").read_text(encoding="utf-8")
    used = {Path(name).stem for name in _drawn_with(page.relative_to(TEMPLATES).as_posix()) if "components/" in name}
    assert {name for name in used & STYLED if f"components/{name}.css" not in light} == set()


def test_words_stand_apart_where_no_style_sheet_moves_them() -> None:
    """Text browsers print what stands side by side without a blank as one word."""
    together = re.compile(r"</(?:b|span|small|a|strong|label|time)><(?:b|span|small|a|strong|time)[ >]")
    found = [path.name for path in files("*.html", "templates") if together.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_template_switches_escaping_off() -> None:
    unsafe = re.compile(r"\|\s*safe\b|autoescape")
    found = [path.name for path in files("*.html", "templates") if unsafe.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_template_asks_the_database() -> None:
    query = re.compile(r"\.query\.|\bsession\.(execute|scalars?)\b|\.all\(\)")
    found = [path.name for path in files("*.html", "templates") if query.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_code_declares_text_to_be_safe_html() -> None:
    assert [place for place, node in nodes("marketplace") if getattr(node, "id", "") == "Markup"] == []
