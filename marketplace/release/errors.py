"""Why a release cannot take place, said to whoever started it."""


class CannotRelease(RuntimeError):
    """Nothing was changed; the sentence says why and what to do."""
