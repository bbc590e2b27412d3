"""What is sealed opens with its key alone, and only as it was written."""

import io
from collections.abc import Callable

import pytest

from marketplace.backups import encryption
from marketplace.backups.encryption import MAGIC, Opened, Sealed
from marketplace.backups.errors import BackupError

KEY, OTHER = "k" * 40, "o" * 40
HEAD = len(MAGIC) + encryption.SALT + encryption.PROOF


def sealed(content: bytes, *, pieces_of: int = 7_000) -> bytes:
    into = io.BytesIO()
    with Sealed(into, KEY) as seal:
        for at in range(0, len(content), pieces_of):
            seal.write(content[at : at + pieces_of])
    return into.getvalue()


def opened(content: bytes, key: str = KEY) -> bytes:
    source = io.BytesIO(content)
    assert source.read(len(MAGIC)) == MAGIC
    return Opened(source, key).read()


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 200, 250])
def test_every_size_comes_back(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "PIECE", 100)
    content = bytes(range(250))[:size]
    assert opened(sealed(content, pieces_of=33)) == content


def test_nothing_of_it_can_be_read_and_it_never_looks_the_same() -> None:
    content = b"0912 345 678 " * 1_000
    first, second = sealed(content), sealed(content)
    assert b"0912" not in first
    assert first[HEAD:] != second[HEAD:]


@pytest.mark.parametrize(("key", "told"), [(OTHER, "sealed with another key"), ("", "This backup is sealed")])
def test_another_key_is_told_from_a_damaged_file(key: str, told: str) -> None:
    with pytest.raises(BackupError, match=told):
        opened(sealed(b"honey"), key)


def changed(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


PIECE = 100 + encryption.TAG


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[: HEAD - 1],
        lambda whole: whole[:HEAD],
        lambda whole: whole[: HEAD + PIECE],
        lambda whole: whole[:-1],
        lambda whole: whole + b"x",
        lambda whole: changed(whole, HEAD),
        lambda whole: changed(whole, len(whole) - 1),
        lambda whole: whole[:HEAD] + whole[HEAD + PIECE :],
        lambda whole: whole[:HEAD] + whole[HEAD + PIECE : HEAD + 2 * PIECE] + whole[HEAD : HEAD + PIECE] + whole[-66:],
    ],
    ids=["no head", "no piece", "cut between pieces", "cut", "longer", "first", "last", "piece left out", "exchanged"],
)
def test_damage_is_noticed_wherever_it_is(damage: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "PIECE", 100)
    whole = sealed(bytes(250), pieces_of=33)
    assert opened(whole) == bytes(250)
    with pytest.raises(BackupError, match="damaged"):
        opened(damage(whole))
