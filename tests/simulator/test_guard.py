"""Other websites must not drive the simulator."""

import aiohttp
import pytest

from bot.simulator.server import start
from tests.simulator.driver import Driver

OTHER = "https://evil.example"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:1"}, 200),
        ({"Host": "sim.localhost"}, 200),
        ({"Host": "[::1]:80"}, 200),
        ({"Host": "192.168.1.5:8081"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "localhost.evil.example:80"}, 403),
        ({"Host": ""}, 403),
        ({"Origin": OTHER}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "localhost:1", "Origin": "http://localhost:1"}, 200),
        ({"Host": "localhost:1", "Origin": "http://localhost:2"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/sim/people", "/sim/reset", "/"])
async def test_requests_of_other_sites_are_refused(
    sim: Driver, headers: dict[str, str], status: int, path: str
) -> None:
    method = "POST" if path == "/sim/reset" else "GET"
    url = sim.running.base_url + path
    async with sim.session.request(method, url, headers=headers) as response:
        assert response.status == status


async def test_a_link_from_another_site_may_open_the_page_and_nothing_else(sim: Driver) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    for path, status in (("/", 200), ("/sim/people", 403)):
        async with sim.session.get(sim.running.base_url + path, headers=headers) as response:
            assert response.status == status


async def test_the_bots_side_is_guarded_by_its_token_only(sim: Driver) -> None:
    async with sim.session.get(sim.url("getMe"), headers={"Host": "simulator:8081"}) as response:
        assert response.status == 200


async def test_a_name_may_be_allowed() -> None:
    running = await start(allowed_hosts=frozenset({"preview.example"}))
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(running.page_url, headers={"Host": "preview.example:80"}) as response,
        ):
            assert response.status == 200
    finally:
        await running.stop()


@pytest.mark.parametrize("path", ["/", "/page/chat.js", "/page/style.css", "/sim/people"])
async def test_everything_comes_with_a_strict_policy(sim: Driver, path: str) -> None:
    async with sim.session.get(sim.running.base_url + path) as response:
        assert response.status == 200
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_errors_come_with_it_too(sim: Driver) -> None:
    async with sim.session.get(f"{sim.running.base_url}/nothing") as response:
        assert response.status == 404
        assert "Content-Security-Policy" in response.headers
