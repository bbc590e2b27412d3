"""The WSGI entry: any server can run `wsgi:app`."""

from marketplace import create_app
from marketplace.web import readiness

app = create_app()
readiness.open_shop(app)
