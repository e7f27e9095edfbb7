"""Which server process this is: a page drawn by another one is out of date and must be drawn again."""

import uuid

from starlette.requests import Request
from starlette.responses import PlainTextResponse

BOOT_ID = uuid.uuid4().hex


def tell_boot_id(_request: Request) -> PlainTextResponse:
    return PlainTextResponse(BOOT_ID, headers={"Cache-Control": "no-store"})
