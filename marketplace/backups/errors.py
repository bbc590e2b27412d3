"""Why a backup was not made or not brought back, in a sentence for whoever runs the command."""


class BackupError(Exception):
    """It was not done, and nothing was changed."""
