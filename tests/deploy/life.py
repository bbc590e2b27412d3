"""What happens on a machine of the tests: it is stood up, sells, is updated, and is asked whether all is kept."""

import re

from alembic.config import Config
from alembic.script import ScriptDirectory

from tests import people, photographs
from tests.conftest import running
from tests.deploy.goods import Goods, put_on_sale
from tests.deploy.machine import PROJECT, Machine
from tests.deploy.visitors import Crowd
from tests.running import eventually
from tests.shopper import Fields

FIRST_DAY = ("1. Programs", "2. Secrets and settings", "3. Database", "4. Services", "5. nginx and TLS", "6. Opening")
VERSION_2 = """

inner = app.wsgi_app


def told(environ, start_response):
    return inner(environ, lambda status, headers, *more: start_response(status, [*headers, ("X-Version", "2")], *more))


app.wsgi_app = told
"""
MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade():
    op.create_table("things_of_version_2", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("orders", sa.Column("note_of_version_2", sa.Text))


def downgrade():
    op.drop_column("orders", "note_of_version_2")
    op.drop_table("things_of_version_2")
"""


def stand_up(made: Machine) -> Goods:
    """Run every command of the page, and put something on sale."""
    made.follow(*FIRST_DAY)
    with running(made.database("gui_web")) as app:
        goods = put_on_sale(app)
    made.follow("7. By the clock")
    return goods


def update(made: Machine) -> None:
    """The next version, by the commands of the page."""
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "migrations"))
    head = ScriptDirectory.from_config(config).get_current_head()
    entry = (PROJECT / "wsgi.py").read_text(encoding="utf-8") + VERSION_2
    made.root.publish(**{"wsgi.py": entry, "migrations/versions/9999_next.py": MIGRATION.format(head=head)})
    made.follow("A new version")


def upload(made: Machine, goods: Goods) -> str:
    """Send a photo as the goods' owner does; its name once all sizes of it are made, which is work of the workers."""
    owner = made.visitor()
    form = Fields(owner.get("/dang-nhap"), "/dang-nhap").found
    assert owner.post("/dang-nhap", form | {"identifier": goods.owner, "password": people.PASSWORD})[0] == 303
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', owner.get("/ban-hang/them"))
    assert found
    body = (
        f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{found[1]}\r\n--x\r\n'
        'Content-Disposition: form-data; name="photos"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    ).encode() + photographs.jpeg()
    at = f"/ban-hang/dang-mon/{goods.draft}/anh"
    status, _, page = owner.request("POST", at, body + b"\r\n--x--\r\n", "multipart/form-data; boundary=x")
    assert status == 303, page
    ((ref,),) = made.postgres.ask("SELECT ref FROM pictures")
    assert eventually(lambda: owner.raw("GET", f"/anh/{ref}-400.webp")[0] == 200)
    return str(ref)


def kept(made: Machine, crowd: Crowd) -> int:
    """How many orders were acknowledged; each of them is in the database, and no promise of the shop is broken."""
    acknowledged = {order.split("/")[2] for order in crowd.orders}
    assert len(acknowledged) == len(crowd.orders)
    assert acknowledged - {str(token) for (token,) in made.postgres.ask("SELECT token FROM purchases")} == set()
    assert "BROKEN" not in made.flask("audit")
    return len(acknowledged)
