"""How the API is asked: as OpenAPI for programs, and as a page for people."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from citydesk import __version__
from citydesk.web.api.answers import PROBLEM, answer
from citydesk.web.context import page

__all__ = ["described", "router"]

router = APIRouter(include_in_schema=False)

ABOUT = """\
Everything on this desk as JSON. Nothing has to be proven to read what is published: the publishing
policy acts on every answer. A token (`citydesk user token NAME --scope read`) shows the evidence;
one of the scope `judge` decides as well.

A list comes in pages: ask again with `cursor` set to the `next` of the page before, until it is
null. Every answer has an `ETag`; sent back as `If-None-Match`, it is answered with 304 while
nothing has changed. What is wrong is said as `application/problem+json` (RFC 9457)."""
UNHEARD = ("422",)  # FastAPI's own: here it is 400
TOKEN = {"type": "http", "scheme": "bearer", "description": "A token of the desk's, in full."}


@router.get("/api/v1/openapi.json", name="openapi")
def openapi(request: Request) -> Response:
    """Answer with the OpenAPI description of the API."""
    return answer(request, lambda: described(request.app))


@router.get("/api/v1", name="reference")
@router.get("/api/v1/", name="reference_of_the_folder")
def reference(request: Request) -> Response:
    """Answer with the same as a page for people."""
    return page(request, "api.html", about=ABOUT.split("\n\n"), **_readable(described(request.app)))


def described(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description of an application's API."""
    kept: dict[str, Any] | None = getattr(app.state, "described", None)
    if kept is None:
        made = get_openapi(
            title="Citydesk", version=__version__, description=ABOUT, routes=app.routes
        )
        app.state.described = kept = _ours(made)
    return kept


def _ours(made: dict[str, Any]) -> dict[str, Any]:
    """Say what FastAPI cannot know: how errors look, how a token is sent."""
    for operations in made["paths"].values():
        for operation in operations.values():
            for status in UNHEARD:
                operation["responses"].pop(status, None)
            for status, response in operation["responses"].items():
                content = response.get("content", {})
                if status >= "400" and "application/json" in content:
                    response["content"] = {PROBLEM: content["application/json"]}
    schemas = made["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    made["components"]["securitySchemes"] = {"token": TOKEN}
    return made


def _readable(told: dict[str, Any]) -> dict[str, Any]:
    """Return the operations and the rows, in the order in which they are described."""
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "about": operation.get("description", "").split("\n\n"),
            "parameters": operation.get("parameters", []),
            "statuses": [
                (status, response["description"])
                for status, response in operation["responses"].items()
            ],
            "gives": _name(operation),
        }
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
    ]
    schemas = {
        name: [
            (key, _type(schema), schema.get("description", ""))
            for key, schema in each.get("properties", {}).items()
        ]
        for name, each in told["components"]["schemas"].items()
        if not name.startswith("Page_")
    }
    about = {n: s.get("description", "") for n, s in told["components"]["schemas"].items()}
    return {"operations": operations, "schemas": schemas, "abouts": about}


def _name(operation: dict[str, Any]) -> str:
    good = operation["responses"].get("200") or operation["responses"]["201"]
    return str(_type(good["content"]["application/json"]["schema"]))


def _type(schema: dict[str, Any]) -> str:
    """Return the type of a value in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"page of {name[5:-1]}" if name.startswith("Page_") else name
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type", "any"))
