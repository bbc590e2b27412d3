"""Makes the renditions of a picture in a process of its own, which has so much time and memory and no more.

A decoder is the one part of the shop that strangers can keep busy: what they send decides how long it works. Here it
delays nobody, and what it may not do ends it and nothing else.
"""

import resource
import signal
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final

from marketplace.errors import DomainError
from marketplace.pictures.errors import TooMuchWork
from marketplace.pictures.renditions import Rendition, blur_of, renditions, unpack, whole


@dataclass(frozen=True)
class Limits:
    """How many seconds of work, and how many bytes of memory; `patience` is in seconds of the clock."""

    seconds: int
    memory: int
    patience: float


LIMITS: Final = Limits(seconds=60, memory=3 * 1024**3, patience=180.0)
"""Ten times what 25 million pixels take, which is a fifth of the memory; a busy machine has three times as long."""


class DecoderEnded(Exception):
    """The process ended by itself or took too long by the clock: the machine's trouble, perhaps, so try again."""


@dataclass(frozen=True)
class Made:
    """A picture in every size and format, and what pages need to know of it."""

    files: tuple[Rendition, ...]
    width: int
    height: int
    blur: str


def make(data: bytes, limits: Limits = LIMITS) -> Made:
    """The renditions of the picture that was sent. Raises like `unpack`, and TooMuchWork or DecoderEnded."""
    processes = get_context("forkserver")
    processes.set_forkserver_preload([__name__])
    receiving, sending = processes.Pipe(duplex=False)
    process = processes.Process(target=_answer, args=(data, sending, limits), daemon=True)
    process.start()
    sending.close()
    try:
        answer = _received(receiving, limits.patience)
    finally:
        process.kill()
        process.join()
        receiving.close()
    if isinstance(answer, Made):
        return answer
    if isinstance(answer, DomainError):
        raise answer
    if isinstance(answer, MemoryError) or process.exitcode == -signal.SIGXCPU:
        raise TooMuchWork()
    raise DecoderEnded(f"the decoder ended with status {process.exitcode}")


def _received(receiving: Connection, patience: float) -> object:
    try:
        return receiving.recv() if receiving.poll(patience) else None
    except EOFError:
        return None


def _answer(data: bytes, sending: Connection, limits: Limits) -> None:
    """What the process does."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sending.send(_make(data))
    except (DomainError, MemoryError) as error:
        sending.send(error)


def _make(data: bytes) -> Made:
    image = unpack(data)
    return Made(tuple(renditions(image)), *whole(image).size, blur_of(image))
