"""The second half of bin/run, inside its environment: make the shop ready, then open it."""

import atexit
import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402
from options import PARSER  # noqa: E402
from werkzeug.serving import is_running_from_reloader  # noqa: E402

from marketplace import accounts, assets, create_app, demo, note_demo, release, server  # noqa: E402
from marketplace.accounts.phones import show_phone  # noqa: E402


def main(options: Namespace) -> None:
    """Prepare the database and the static files, then serve until told to stop."""
    listener = server.reserve(options.host, options.port)
    port = listener.getsockname()[1]
    address = f"http://{options.host}:{port}"
    data = data_folder(options.data)
    os.environ.setdefault("PUBLIC_BASE_URL", address)
    if options.with_stripe_double:
        start_stripe_double(address)
    if not options.debug:
        assets.build(ROOT / "static", data / "static")
    app = create_app({"DEBUG": options.debug})
    refuse_without_proxy(app)
    make_ready(app, empty=options.empty or app.config["PRODUCTION"])
    if app.config["PRODUCTION"]:  # elsewhere nobody waits at the door
        app.extensions["readiness"].warm()
    announce(app, address)
    if options.debug:
        listener.close()
        server.develop(app, options.host, port)
    else:
        server.serve(app, listener)


def data_folder(chosen: Path | None) -> Path:
    """The folder of everything that the shop keeps: the option, else DATA_DIR, else ./data; made when missing."""
    folder = (chosen or Path(os.environ.get("DATA_DIR", ROOT / "data"))).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(f"The data folder {folder} cannot be made ({error.strerror}). Choose another one with --data.")
    if not os.access(folder, os.W_OK):
        sys.exit(f"The data folder {folder} cannot be written to. Choose another one with --data.")
    os.environ["DATA_DIR"] = str(folder)
    return folder


def start_stripe_double(address: str) -> None:
    """Start the double of Stripe beside the shop, and let the shop take cards through it; it ends with the shop."""
    keys = {"STRIPE_SECRET_KEY": "sk_test_double", "STRIPE_WEBHOOK_SECRET": "whsec_double"}
    command = [sys.executable, ROOT / "bin" / "launch" / "stripe_double", "--webhook", f"{address}/webhooks/stripe"]
    double = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    atexit.register(double.terminate)
    os.environ.update(keys, STRIPE_API_URL=(double.stdout.readline() if double.stdout else "").strip())


def refuse_without_proxy(app: Flask) -> None:
    """In production a proxy ends TLS and says who the visitors are. Ends the program when it was told of none."""
    if app.config["PRODUCTION"] and not app.config["TRUSTED_HOPS"]:
        sys.exit("bin/run speaks no TLS, so in production a proxy stands in front of it; set TRUSTED_HOPS to 1.")


def make_ready(app: Flask, *, empty: bool) -> None:
    """Bring the database up to date; fill a new one with the demo shop, or offer the link for its first operator."""
    try:
        with app.app_context(), release.alone():
            release.bring_up_to_date()
            if not accounts.has_operator():
                app.cli.main(["first-operator" if empty else "seed"], "flask", standalone_mode=False)
    except release.CannotRelease as error:
        sys.exit(str(error))
    note_demo(app)  # of a version before, whose database did not know it yet


def announce(app: Flask, address: str) -> None:
    """Say where the shop is, and who can sign in to a demo shop."""
    if app.config["DEMO"]:
        print(f"Demo accounts, all with the password {demo.PASSWORD}:")
        with app.app_context():
            accounts_here = demo.accounts_here()
        for account in accounts_here:
            print(f"  {show_phone(account.phone)}  {account.name}, {account.does}")
    print(f"{app.config['SHOP_NAME']} is open at {address} (Ctrl-C closes it)", flush=True)


if __name__ == "__main__":
    server.end_when_told()
    given = PARSER.parse_args()
    if is_running_from_reloader():  # of --debug: the process that watches the files has made everything ready
        server.develop(create_app({"DEBUG": True}), given.host, given.port)
    else:
        main(given)
