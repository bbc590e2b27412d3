"""How templates become pages: compiled for each language apart, with all that never changes written into them.

A template asks for hundreds of sentences, addresses and icons that are the same on every page. In development they are
looked up each time, as everywhere; otherwise once, when the template is compiled (`folding`), and components are called
like any function (`generating`). Nobody who writes a template has to know.
"""

from marketplace.web.templating.environment import Templates
from marketplace.web.templating.kept import keep_compiled

__all__ = ["Templates", "keep_compiled"]
