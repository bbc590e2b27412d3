"""Messages by Zalo: what comes of each, the next way where it reaches nobody, and the tokens that let the shop in."""

from datetime import timedelta
from typing import Final

from marketplace import jobs, sealing
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.dispatches import DispatchState
from marketplace.gateways import zalo
from marketplace.gateways.carriers.parts import NoAnswer, NotSent, Refused
from marketplace.jobs import TakenJob
from marketplace.jobs.models import MOST_ATTEMPTS
from marketplace.notices import Channel
from marketplace.notifications import sending
from marketplace.notifications.models import GatewayToken
from marketplace.notifications.texts import TEXT
from marketplace.refs import new_ref

GATEWAY: Final = "zalo"
EARLY: Final = timedelta(minutes=5)
"""How long before its end an access token is not used any more."""
RENEWING: Final = timedelta(minutes=2)
"""How long others wait for whoever asks for a new pair."""
BROKEN: Final = "Zalo wants a new refresh token: set ZALO_REFRESH_TOKEN anew"


def send_zalo(job: TakenJob) -> None:
    """Hand the message over, once. Who has no Zalo gets a text message, if nothing else reaches them."""
    if not zalo.is_on():
        _go_another_way(job, DispatchState.REFUSED, "Zalo was switched off")
        return
    sending.send_once(job, Channel.ZALO, lambda: _call(job))


def _call(job: TakenJob) -> None:
    try:
        number = _send(job)
    except NotSent as error:
        if job.attempt < MOST_ATTEMPTS or not job.payload["text"]:
            raise sending.try_again(job, Channel.ZALO, str(error)) from error
        _go_another_way(job, DispatchState.FAILED, str(error))
    except NoAnswer as error:
        sending.over(job, Channel.ZALO, DispatchState.UNKNOWN, reason=str(error))
    except zalo.Unreachable as error:
        _go_another_way(job, DispatchState.UNREACHABLE, str(error))
    except (Refused, zalo.TokenOld) as error:
        _go_another_way(job, DispatchState.REFUSED, str(error))
    else:
        sending.over(job, Channel.ZALO, DispatchState.SENT, message_id=number)


def _send(job: TakenJob) -> str:
    """Once more with a new token where the old one counts no more: Zalo has sent nothing then."""
    try:
        return _send_with(job, access_token())
    except zalo.TokenOld:
        return _send_with(job, access_token(is_old=True))


def _send_with(job: TakenJob, token: str) -> str:
    said = job.payload
    key = sending.label_in(job)["key"]
    return zalo.send(token=token, phone=said["phone"], template=said["template"], facts=said["facts"], key=key)


def _go_another_way(job: TakenJob, state: DispatchState, reason: str) -> None:
    """A text message, where the job carries the words of one; the letter has gone already where there is an address."""
    carried = {name: job.payload[name] for name in ("phone", "text", "until")}
    with sending.ending(job, Channel.ZALO, state, reason=reason):
        if carried["text"]:
            jobs.enqueue(TEXT, {**carried, "label": {**sending.label_in(job), "key": new_ref()}})


def access_token(*, is_old: bool = False) -> str:
    """The token that counts now, or a new one. Raises NotSent while there is none."""
    with transaction():
        row = _row()
        if row.broken_at:
            raise NotSent(BROKEN)
        if not is_old and row.access_sealed and row.expires_at and row.expires_at - EARLY > now():
            return sealing.unseal(row.access_sealed)
        if row.renewing_until and row.renewing_until > now():
            raise NotSent("somebody else asks for a new token just now")
        row.renewing_until = now() + RENEWING
        refresh = sealing.unseal(row.refresh_sealed)
    return _renewed(refresh)


def _row() -> GatewayToken:
    """The tokens, locked; begun anew once the settings hold another first one."""
    first = zalo.first_token()
    mark = sealing.sign(f"zalo {first}")
    row = db.session.get(GatewayToken, GATEWAY, with_for_update=True, populate_existing=True)
    if row is None:
        row = GatewayToken(gateway=GATEWAY, first_mark="", refresh_sealed="")
        db.session.add(row)
    if row.first_mark != mark:
        row.first_mark, row.refresh_sealed, row.access_sealed = mark, sealing.seal(first), ""
        row.expires_at = row.renewing_until = row.broken_at = None
    db.session.flush()
    return row


def _renewed(refresh: str) -> str:
    """Ask for a new pair and keep it at once: the old one counts no more from here on."""
    try:
        tokens = zalo.renew(refresh)
    except Refused as error:
        with transaction():
            row = _row()
            row.renewing_until, row.broken_at = None, now()
        raise NotSent(f"{BROKEN} ({error})") from error
    except NoAnswer as error:
        raise NotSent(f"no new token: {error}") from error
    with transaction():
        row = _row()
        row.access_sealed, row.refresh_sealed = sealing.seal(tokens.access), sealing.seal(tokens.refresh)
        row.expires_at, row.renewing_until = now() + timedelta(seconds=tokens.seconds), None
    return tokens.access
