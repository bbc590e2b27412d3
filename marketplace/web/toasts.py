"""Confirmations with a way on or back; plain ones are `flash(sentence)`."""

from flask import flash


def confirm(text: str, link: str, url: str, *, undo: dict[str, object] | None = None) -> None:
    """Show `text` on the next page with a link; with `undo`, the fields of a form, it is a button that posts them."""
    toast: dict[str, object] = {"text": text, "link": link, "url": url}
    flash(toast if undo is None else toast | {"undo": undo})  # type: ignore[arg-type]  # the session holds any JSON
