"""The simulator's own controls: faults, time, settings, starting anew."""

from dataclasses import asdict, fields
from typing import Any

from aiohttp import web

from bot.simulator.errors import PeopleError
from bot.simulator.people.body import read_body
from bot.simulator.personas import add_personas
from bot.simulator.state import Settings, World


class Controls:
    """The handlers of the controls."""

    def __init__(self, world: World, *, with_personas: bool) -> None:
        self._world = world
        self._with_personas = with_personas

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of what is here."""
        return [
            web.get("/sim/faults", self.faults),
            web.post("/sim/faults", self.add_fault),
            web.delete("/sim/faults", self.clear_faults),
            web.get("/sim/clock", self.clock),
            web.post("/sim/clock", self.set_clock),
            web.get("/sim/settings", self.settings),
            web.post("/sim/settings", self.change_settings),
            web.post("/sim/reset", self.reset),
        ]

    async def faults(self, _: web.Request) -> web.Response:
        """Answer with the faults that are left."""
        return web.json_response({"faults": [fault.json() for fault in self._world.faults.all()]})

    async def add_fault(self, request: web.Request) -> web.Response:
        """Put something in the way of calls."""
        body = await read_body(request)
        return web.json_response({"fault": self._world.faults.add(body.values).json()})

    async def clear_faults(self, _: web.Request) -> web.Response:
        """Remove all faults."""
        self._world.faults.clear()
        return web.json_response({"faults": []})

    async def clock(self, _: web.Request) -> web.Response:
        """Answer with the time."""
        return web.json_response(self._clock_json())

    async def set_clock(self, request: web.Request) -> web.Response:
        """Set, advance, stop or start the clock."""
        body = await read_body(request)
        now, step = body.get("now", float), body.get("advance_seconds", float)
        is_frozen = body.get("frozen", bool)
        body.finish()
        clock = self._world.clock
        if is_frozen is not None:
            (clock.freeze if is_frozen else clock.run)()
        if now is not None:
            clock.set(now)
        if step is not None:
            clock.advance(step)
        return web.json_response(self._clock_json())

    def _clock_json(self) -> dict[str, Any]:
        return {"now": self._world.clock.now(), "frozen": self._world.clock.is_frozen}

    async def settings(self, _: web.Request) -> web.Response:
        """Answer with the settings."""
        return web.json_response(asdict(self._world.settings))

    async def change_settings(self, request: web.Request) -> web.Response:
        """Change the settings that are given."""
        body = await read_body(request)
        changed = {}
        for field in fields(Settings):
            kind = type(getattr(self._world.settings, field.name))
            changed[field.name] = body.get(field.name, kind if kind is bool else float)
        body.finish()
        for name, value in changed.items():
            if value is not None:
                if not isinstance(value, bool) and value < 0:
                    raise PeopleError(f"{name} must not be negative")
                setattr(self._world.settings, name, value)
        self._world.settings.kept_messages_per_chat = max(
            1, int(self._world.settings.kept_messages_per_chat)
        )
        self._world.limiter.is_on = self._world.settings.rate_limits
        return web.json_response(asdict(self._world.settings))

    async def reset(self, request: web.Request) -> web.Response:
        """Start anew: nobody has said anything, and the bot is as it was."""
        body = await read_body(request)
        wanted = body.get("personas", bool)
        body.finish()
        await self._world.webhook.close()
        self._world.updates.finish_poll()
        self._world.reset()
        if self._with_personas if wanted is None else wanted:
            add_personas(self._world)
        self._world.events.emit("resync")
        return web.json_response({"ok": True})
