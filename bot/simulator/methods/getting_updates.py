"""getUpdates and the webhook: the two ways by which a bot hears, which exclude each other."""

import re
from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.limits import WEBHOOK_SECRET_LENGTH
from bot.simulator.methods.registry import method
from bot.simulator.model import JsonObject
from bot.simulator.params import Params
from bot.simulator.state import World
from bot.simulator.updates import LONG_POLL_MAX_SECONDS, webhook_conflict
from bot.simulator.webhooks import Webhook

_URL = re.compile(r"^https?://[^\s/?#:]+(:\d{1,5})?([/?#]\S*)?$")
_SECRET = re.compile(r"^[A-Za-z0-9_-]*$")


@method("getUpdates")
async def get_updates(world: World, params: Params) -> list[JsonObject]:
    """Answer with the updates that wait, or with those that come in time."""
    if world.webhook.webhook is not None:
        raise webhook_conflict()
    _allow(world, params)
    return await world.updates.get(
        params.integer("offset"),
        params.integer("limit", 100, 1, 100),
        params.integer("timeout", 0, 0, LONG_POLL_MAX_SECONDS),
    )


def _allow(world: World, params: Params) -> None:
    # An absent parameter keeps what was set before; so does one that is not a list.
    if isinstance(params.values.get("allowed_updates"), list):
        world.updates.allow(params.items("allowed_updates"))


@method("setWebhook")
async def set_webhook(world: World, params: Params) -> tuple[bool, str]:
    """Push updates to a URL from now on."""
    url = params.text("url")
    if not url:
        return await _remove_webhook(world, params)
    if "://" not in url:
        url = f"https://{url}"
    webhook = Webhook(
        url=_checked_url(url),
        secret_token=_checked_secret(params.text("secret_token")),
        max_connections=params.integer("max_connections", 40, 1, 100),
        ip_address=params.text("ip_address"),
        certificate=_certificate(params),
    )
    if params.flag("drop_pending_updates"):
        world.updates.drop_all()
    _allow(world, params)
    if webhook == world.webhook.webhook:
        return True, "Webhook is already set"
    world.updates.end_poll("terminated by setWebhook request")
    await world.webhook.set(webhook)
    return True, "Webhook was set"


def _checked_url(url: str) -> str:
    # Any port and plain HTTP are taken, as by an official server started with --local.
    if not _URL.match(url):
        raise bad_request("invalid webhook URL specified")
    return url


def _checked_secret(secret: str) -> str:
    if len(secret) > WEBHOOK_SECRET_LENGTH:
        raise bad_request("secret token is too long")
    if not _SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def _certificate(params: Params) -> bytes | None:
    upload = params.files.get("certificate")
    if upload is None:
        upload = params.files.get(params.text("certificate").removeprefix("attach://"))
    return upload.content if upload is not None else None


@method("deleteWebhook")
async def delete_webhook(world: World, params: Params) -> tuple[bool, str]:
    """Push updates no longer."""
    return await _remove_webhook(world, params)


async def _remove_webhook(world: World, params: Params) -> tuple[bool, str]:
    if params.flag("drop_pending_updates"):
        world.updates.drop_all()
    if world.webhook.webhook is None:
        return True, "Webhook is already deleted"
    await world.webhook.close()
    return True, "Webhook was deleted"


@method("getWebhookInfo")
def get_webhook_info(world: World, _: Params) -> JsonObject:
    """Answer with how the webhook fares."""
    return world.webhook.info()


@method("logOut")
@method("close")
async def close(world: World, _: Params) -> Any:
    """Both end the bot's session; here it may call again at once."""
    world.updates.end_poll("terminated by other getUpdates request")
    return True
