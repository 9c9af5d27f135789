"""Commands about accounts: the first administrator is made here."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from dashboard.access import GRANTABLE
from dashboard.cli import DataError, UseError
from dashboard.commands.common import echo_json, format_option, services, table

if TYPE_CHECKING:
    # The store takes long to import, and `--help` needs none.
    from dashboard.accounts import Account, Accounts, Actor

ROLE = click.Choice(GRANTABLE)


@click.group()
def user() -> None:
    """Make accounts, give and take roles, disable.

    Example: programkollen user add anna --role administrator
    """


@user.command()
@click.argument("name")
@click.option("--role", "roles", type=ROLE, multiple=True, required=True, help="May be repeated.")
@click.option("--full-name", default="", help="As people know the person.")
@format_option
def add(name: str, roles: tuple[str, ...], full_name: str, shape: str) -> None:
    """Make an account. Its password is asked for, or read from the first line of stdin.

    Without a password the account signs in through the identity provider, or once `user
    password` has given it one.

    Example: programkollen user add anna --role administrator
    """
    accounts = _accounts()
    with _refusals():
        password = _password()
        made = accounts.add(name, roles, _actor(), password=password, full_name=full_name)
    if password is None:
        click.echo(f"no password: run `programkollen user password {made.name}`", err=True)
    _show(made, shape)


@user.command()
@click.argument("name")
@click.option("--role", type=ROLE, required=True)
@format_option
def grant(name: str, role: str, shape: str) -> None:
    """Give an account one more role.

    Example: programkollen user grant anna --role steward
    """
    with _refusals():
        _show(_accounts().grant(name, role, _actor()), shape)


@user.command()
@click.argument("name")
@click.option("--role", type=ROLE, required=True)
@format_option
def revoke(name: str, role: str, shape: str) -> None:
    """Take a role away; holds from the account's next request.

    Example: programkollen user revoke anna --role steward
    """
    with _refusals():
        _show(_accounts().revoke(name, role, _actor()), shape)


@user.command()
@click.argument("name")
@format_option
def disable(name: str, shape: str) -> None:
    """Disable an account and end its sessions.

    Example: programkollen user disable anna
    """
    with _refusals():
        _show(_accounts().disable(name, _actor()), shape)


@user.command()
@click.argument("name")
@format_option
def enable(name: str, shape: str) -> None:
    """Let a disabled account sign in again.

    Example: programkollen user enable anna
    """
    with _refusals():
        _show(_accounts().enable(name, _actor()), shape)


@user.command()
@click.argument("name")
def password(name: str) -> None:
    """Set an account's password, asked for or read from stdin; ends its sessions.

    Example: programkollen user password anna
    """
    accounts = _accounts()
    with _refusals():
        accounts.get(name)
        given = _password()
        if given is None:
            raise UseError("no password: type one, or send it as the first line of stdin")
        accounts.set_password(name, given, _actor())
    click.echo(f"{name}: password set")


@user.command("reset-second-factor")
@click.argument("name")
def reset_second_factor(name: str) -> None:
    """Forget an account's second factor, for somebody who lost theirs.

    Example: programkollen user reset-second-factor anna
    """
    with _refusals():
        _accounts().reset_second_factor(name, _actor())
    click.echo(f"{name}: second factor reset")


@user.command("list")
@format_option
def list_users(shape: str) -> None:
    """List every account with its roles.

    Example: programkollen user list
    """
    found = _accounts().all()
    if shape == "json":
        echo_json({"users": [_object(one) for one in found]})
        return
    rows = [["name", "roles", "state", "password", "second factor"]]
    rows += [
        [
            one.name,
            ",".join(sorted(one.roles)),
            "active" if one.active else "disabled",
            "yes" if one.has_password else "no",
            "yes" if one.second_factor else "no",
        ]
        for one in found
    ]
    click.echo(table(rows))


def _accounts() -> "Accounts":
    from dashboard.accounts import Accounts

    given = services()
    return Accounts(given.engine, given.clock)


def _actor() -> "Actor":
    from dashboard.accounts import Actor

    return Actor(f"cli:{getpass.getuser()}")


def _password() -> str | None:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    line = sys.stdin.readline().rstrip("\r\n")
    return line or None


def _show(one: "Account", shape: str) -> None:
    if shape == "json":
        echo_json(_object(one))
        return
    state = "active" if one.active else "disabled"
    click.echo(f"{one.name}: {', '.join(sorted(one.roles)) or 'no role'} ({state})")


def _object(one: "Account") -> dict[str, object]:
    return {
        "name": one.name,
        "full_name": one.full_name,
        "roles": sorted(one.roles),
        "state": "active" if one.active else "disabled",
        "password": one.has_password,
        "second_factor": one.second_factor,
    }


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what accounts refuse into a sentence and exit 1."""
    from dashboard.accounts import AccountError

    try:
        yield
    except AccountError as error:
        raise DataError(str(error)) from error
