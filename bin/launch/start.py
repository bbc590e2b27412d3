"""The second half of bin/run, inside its environment: make the shop ready, then open it."""

import os
import sys
from pathlib import Path

from options import PARSER

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402
from flask_migrate import upgrade  # noqa: E402
from werkzeug.serving import is_running_from_reloader  # noqa: E402

import config  # noqa: E402
from marketplace import assets, create_app, server  # noqa: E402
