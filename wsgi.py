"""The WSGI entry: any server can run `wsgi:app`."""

import gc

gc.disable()  # what is loaded from here on stays; looking through it again and again is a quarter of a start

from marketplace import create_app  # noqa: E402
from marketplace.web import readiness  # noqa: E402

app = create_app()
readiness.open_shop(app)
gc.collect()
gc.freeze()
gc.enable()
