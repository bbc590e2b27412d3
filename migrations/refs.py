"""Public references for rows that were there before they had one."""

from alembic import op

NEW_REF = {
    "sqlite": "lower(hex(randomblob(6)))",
    "postgresql": "left(replace(gen_random_uuid()::text, '-', ''), 12)",  # the version of the UUID comes after these
}


def new_ref() -> str:
    """An expression that gives each row another reference, like `marketplace.refs.new_ref`: twelve hexadecimal digits."""
    return NEW_REF[op.get_bind().dialect.name]
