"""Whether the process lives and can serve, for balancers and supervisors; and what is made ready before it says so."""

from marketplace.web.readiness.probes import init_app
from marketplace.web.readiness.starting import open_shop
from marketplace.web.readiness.warm_up import warm

__all__ = ["init_app", "open_shop", "warm"]
