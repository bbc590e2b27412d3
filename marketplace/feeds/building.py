"""When the feeds are written anew: product feeds every hour, because of prices and stock, the sitemap every day."""

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from marketplace.feeds import facebook, files, goods, google, sitemap

FRESH: Final = timedelta(hours=1)
"""No product feed tells an older price or stock."""
FORMATS: Final = (google, facebook)
LOCALES: Final = ("vi", "en")


@dataclass(frozen=True)
class Job:
    """Something to write. It is due once the file `last`, which is finished last, is older than `every`."""

    last: str
    every: timedelta
    build: Callable[[], Iterator[None]]

    def is_due(self) -> bool:
        """Whether it must be written anew."""
        return files.age(self.last) >= self.every


def product_feeds() -> Iterator[None]:
    """Write every product feed in every language in one reading; pauses after each batch."""
    with ExitStack() as stack:
        open_feeds = [
            (feed, locale, stack.enter_context(files.written(feed.NAME.format(locale=locale))))
            for feed in FORMATS
            for locale in LOCALES
        ]
        for feed, locale, file in open_feeds:
            feed.start(file, locale)
        for batch in goods.batches():
            for feed, locale, file in open_feeds:
                for good in batch:
                    feed.write(file, locale, good)
            yield
        for feed, _locale, file in open_feeds:
            feed.finish(file)


JOBS: Final = (
    Job("google-vi.xml", timedelta(minutes=45), product_feeds),  # well before the last ones are an hour old
    Job(sitemap.INDEX, timedelta(hours=24), sitemap.build),
)


def in_bites() -> Generator[None]:
    """Write whatever is due, pausing every few thousand goods; does nothing while another process writes."""
    with files.lease() as is_ours:
        for job in JOBS if is_ours else ():
            if job.is_due():
                yield from job.build()


class Work:
    """The feeds in hand: other chores go on between one bite and the next."""

    def __init__(self) -> None:
        self.bites: Generator[None] | None = None

    def go_on(self) -> int:
        """Do one bite; returns 0 when nothing is due any more."""
        if self.bites is None and not any(job.is_due() for job in JOBS):
            return 0
        bites, self.bites = self.bites or in_bites(), None
        for _ in bites:
            self.bites = bites
            return 1
        return 0


renew_due: Final = Work().go_on
