"""Templates say the same whether they are folded or not, in the language of the page that is drawn."""

from collections.abc import Iterator
from itertools import count, product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache, DictLoader, FileSystemBytecodeCache, StrictUndefined

from marketplace import assets, create_app
from marketplace.web.templating import Templates


class Drawing:
    """Draws templates out of memory."""

    def __init__(self, app: Flask, *, in_development: bool = False, kept: BytecodeCache | None = None) -> None:
        self.app = app
        self.files: dict[str, str] = {}
        options: dict[str, Any] = {"autoescape": True, "undefined": StrictUndefined, "bytecode_cache": kept}
        self.templates = Templates(app, loader=DictLoader(self.files), auto_reload=in_development, **options)
        self.templates.__dict__.update(filters=app.jinja_env.filters, globals=app.jinja_env.globals.copy())
        self.templates.extensions = app.jinja_env.extensions

    def draw(self, template: str, *, language: str = "vi", root: str = "", **names: object) -> str:
        """What the template becomes on a page in this language, with these names."""
        self.files.setdefault("page.html", template)
        address = f"/?hl={language}", f"http://localhost{root}"
        with self.app.app_context(), self.app.test_request_context(*address):
            return self.templates.get_template("page.html").render(names)


@pytest.fixture(params=[False, True], ids=["folded", "in development"])
def drawing(app: Flask, request: pytest.FixtureRequest) -> Drawing:
    return Drawing(app, in_development=request.param)


@pytest.fixture
def numbers(drawing: Drawing) -> Iterator[int]:
    """A global of the templates that says another number each time."""
    drawn = count(1)
    drawing.templates.globals["number"] = lambda: next(drawn)
    return drawn


def test_a_sentence_speaks_the_language_of_each_page(drawing: Drawing) -> None:
    template = "{{ _('Giỏ hàng') }}"
    said = [drawing.draw(template, language=language) for language in ("vi", "en", "vi")]
    assert said == ["Giỏ hàng", "Basket", "Giỏ hàng"]


def test_what_fills_a_blank_is_escaped(drawing: Drawing) -> None:
    drawn = drawing.draw("{{ _('Lô %(code)s', code=code) }}", code="<b>&")
    assert drawn == "Lô &lt;b&gt;&amp;"


def test_a_sentence_with_blanks_can_be_given_on(drawing: Drawing) -> None:
    drawing.files["components/label.html"] = "{% macro label(text) %}<i title='{{ text }}'></i>{% endmacro %}"
    page = "{% from 'components/label.html' import label %}{{ label(_('Lô %(code)s', code=code)) }}"
    assert drawing.draw(page, code='"') == "<i title='Lô &#34;'></i>"


def test_a_sentence_that_is_found_out_later_is_looked_up_later(drawing: Drawing) -> None:
    assert drawing.draw("{{ _(sentence) }}", language="en", sentence="Giỏ hàng") == "Basket"


def test_joined_texts_remember_which_of_them_are_html(drawing: Drawing) -> None:
    drawing.files["components/bold.html"] = "{% macro bold() %}<b></b>{% endmacro %}"
    page = "{% from 'components/bold.html' import bold %}{{ bold() ~ '<' ~ _('Giỏ hàng') }}"
    assert drawing.draw(page) == "<b></b>&lt;Giỏ hàng"


def test_a_filter_of_a_known_value_speaks_the_language_of_each_page(drawing: Drawing) -> None:
    template = "{{ 165000 | amount }}"
    assert [drawing.draw(template, language=language) for language in ("vi", "en")] == ["165.000", "165,000"]


def test_an_address_begins_where_the_shop_is_mounted(drawing: Drawing) -> None:
    template = "{{ url_for('basket.show') }} {{ url_for('product.show', slug=slug) }}"
    drawn = [drawing.draw(template, root=root, slug="chè") for root in ("", "/cho")]
    assert drawn == ["/gio /p/ch%C3%A8", "/cho/gio /cho/p/ch%C3%A8"]


def test_a_component_takes_its_arguments_by_place_and_by_name_and_has_others_of_its_own(drawing: Drawing) -> None:
    drawing.files["components/dot.html"] = "{% macro dot(size=2) %}<i>{{ size }}</i>{% endmacro %}"
    page = "{% from 'components/dot.html' import dot %}{{ dot() }}{{ dot(3) }}{{ dot(size=size) }}"
    assert drawing.draw(page, size="<") == "<i>2</i><i>3</i><i>&lt;</i>"


def test_a_component_that_asks_for_something_else_is_drawn_each_time(drawing: Drawing, numbers: object) -> None:
    drawing.files["components/ask.html"] = "{% macro ask() %}{{ number() }}{% endmacro %}"
    drawing.files["components/box.html"] = (
        "{% from 'components/ask.html' import ask %}{% macro box() %}[{{ ask() }}]{% endmacro %}"
    )
    page = "{% from 'components/box.html' import box %}{{ box() }}"
    assert [drawing.draw(page), drawing.draw(page)] == ["[1]", "[2]"]


def test_a_component_takes_what_stands_between_and_further_attributes(drawing: Drawing) -> None:
    drawing.files["components/frame.html"] = (
        "{% macro frame(name) %}<p{{ kwargs | xmlattr }}>{{ name }}{{ caller() }}</p>{% endmacro %}"
    )
    page = "{% from 'components/frame.html' import frame %}{% call frame('a', id='b') %}{{ inner }}{% endcall %}"
    assert drawing.draw(page, inner="<") == '<p id="b">a&lt;</p>'


def test_a_partial_sees_the_names_of_its_page_and_leaves_them_alone(drawing: Drawing) -> None:
    drawing.files["part.html"] = "{{ name }}{% set name = 'theirs' %}{{ name }}"
    page = "{% set name = 'ours' %}{% for one in [1, 2] %}{% include 'part.html' %}{% endfor %}{{ name }}"
    assert drawing.draw(page) == "ourstheirs" * 2 + "ours"


def test_a_name_that_a_template_gives_itself_means_nothing_else(drawing: Drawing) -> None:
    page = "{% macro url_for(name) %}our {{ name }}{% endmacro %}{{ url_for('basket.show') }}"
    assert drawing.draw(page) == "our basket.show"


def test_what_was_compiled_before_is_kept_apart_by_language_and_root_and_files(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.css").write_text("a {}")
    assets.build(tmp_path / "source", tmp_path / "static")
    with_files = create_app({"TESTING": True, "DATA_DIR": tmp_path})
    kept = FileSystemBytecodeCache(str(tmp_path))
    page = "{{ _('Giỏ hàng') }} {{ url_for('basket.show') }} {{ url_for('static', filename='a.css') }}"
    places = list(product((app, with_files), ("vi", "en"), ("", "/cho")))
    drawn = {Drawing(shop, kept=kept).draw(page, language=language, root=root) for shop, language, root in places}
    assert len(drawn) == len(places)


def test_what_was_compiled_before_finds_its_components(app: Flask, tmp_path: Path) -> None:
    kept = FileSystemBytecodeCache(str(tmp_path))
    for _ in range(2):
        drawing = Drawing(app, kept=kept)
        drawing.files["components/dot.html"] = "{% macro dot(size) %}<i>{{ size }}</i>{% endmacro %}"
        page = "{% from 'components/dot.html' import dot %}{{ dot(size) }}"
        assert drawing.draw(page, size=2) == "<i>2</i>"


def test_an_attribute_that_is_true_has_no_value_and_one_that_is_false_is_none(app: Flask) -> None:
    given = {"disabled": True, "hidden": False, "data-n": 0, "aria_describedby": "hint"}
    with app.test_request_context():
        shown = app.jinja_env.from_string("<a{{ given | xmlattr }}>").render(given=given)
    assert shown == '<a disabled="" data-n="0" aria-describedby="hint">'
