"""The WSGI entry: any server can run `wsgi:app`."""

from marketplace import create_app

app = create_app()
