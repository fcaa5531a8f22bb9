"""Settings: `govprism.toml`, every key optional, unknown keys refused; `GOVPRISM_HOME` and `--home` name the folder."""

from __future__ import annotations

import os
import re
import tomllib
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from domain.errors import UsageError
from scheduler.workplace import Effort, Mail, Workplace

if TYPE_CHECKING:
    from nlp.backends import Backends

FILE = "govprism.toml"
_DEFAULT_HOME = "govprism-data"
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CrawlPart(_Part):
    """How we crawl; the contact goes into the user agent, so that a publisher can reach you."""

    contact: str = "https://govprism.example/contact"
    delay_s: float = Field(default=1.0, ge=0.0, le=60.0, allow_inf_nan=False)
    timeout_s: float = Field(default=3600.0, gt=0, allow_inf_nan=False)
    honour_opt_out: bool = True
    effort: Effort = "full"
    sources: list[str] = []

    @field_validator("contact")
    @classmethod
    def _fits_a_header(cls, value: str) -> str:
        if not (value.strip() and value.isascii() and value.isprintable()):
            raise ValueError("it stands in the user agent: one line of ASCII is wanted, an address or a mail address")
        return value


class MailPart(_Part):
    """SMTP server and sender; without a host nothing is posted."""

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    user: str = ""
    password_env: str = "GOVPRISM_SMTP_PASSWORD"
    sender: str = ""
    starttls: bool = True
    unsubscribe_base: str = ""
    ca_file: str = ""

    @field_validator("sender")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not (value.isprintable() and _ADDRESS.fullmatch(parseaddr(value)[1])):
            raise ValueError(f"no mail address: {value!r}; `Digest <digest@example.org>` is one")
        return value

    @field_validator("ca_file")
    @classmethod
    def _is_there(cls, value: str) -> str:
        if value and not Path(value).is_file():
            raise ValueError(f"no such file: {value}")
        return value

    @field_validator("unsubscribe_base")
    @classmethod
    def _leads_to_the_web(cls, value: str) -> str:
        return _web(value)


class ModelsPart(_Part):
    """Hub models beside the embedded taggers, by the names of `govprism models list`; empty for none."""

    folder: str = "~/.cache/govprism/models"
    runtime: Literal["onnx", "torch"] = "onnx"
    themes: str = ""
    stance: str = ""
    names: str = ""

    @field_validator("themes", "stance", "names")
    @classmethod
    def _known_model(cls, value: str, field: ValidationInfo) -> str:
        if value:
            from nlp.hub import Task, known

            wanted = Task.NAMES if field.field_name == "names" else Task.ENTAIL
            try:
                found = known(value)
            except UsageError as error:
                raise ValueError(f"{error.why}: {value} ({error.hint})") from error
            if found.task is not wanted:
                raise ValueError(f"{value} is for {found.task}, a model for {wanted} is wanted")
        return value

    @property
    def chosen(self) -> Backends | None:
        """What the taggers are given; None when only the embedded ones run."""
        if not (self.themes or self.stance or self.names):
            return None
        from nlp.backends import Backends
        from nlp.hub import Backend

        return Backends(
            folder=Path(self.folder).expanduser(),
            runtime=Backend(self.runtime),
            themes=self.themes,
            stance=self.stance,
            names=self.names,
        )


class Settings(_Part):
    """What `govprism.toml` may say."""

    home: str = _DEFAULT_HOME
    zone: str = "Asia/Shanghai"
    catalogue: str = ""
    extra_sources: str = ""
    workers: int = Field(default=2, ge=1, le=64)
    languages: list[str] = ["en", "zh"]
    base_url: str = ""
    crawl: CrawlPart = CrawlPart()
    mail: MailPart = MailPart()
    models: ModelsPart = ModelsPart()

    @field_validator("home")
    @classmethod
    def _names_a_folder(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("a folder is wanted, such as govprism-data")
        return value

    @field_validator("base_url")
    @classmethod
    def _leads_to_the_web(cls, value: str) -> str:
        return _web(value)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no such time zone: {value}") from error
        return value

    @field_validator("languages")
    @classmethod
    def _known_languages(cls, value: list[str]) -> list[str]:
        if not value or set(value) - {"en", "zh"}:
            raise ValueError("languages are en and zh")
        if len(set(value)) < len(value):
            raise ValueError("each language once")
        return value


def load(file: Path | None = None, home: Path | None = None) -> Workplace:
    """The workplace that settings file, environment and flags agree on (flag over environment over file).

    Raises:
        UsageError: the file is missing, is no TOML, or says something that is not known.
    """
    path = file or Path(FILE)
    settings = _read(path) if file or path.exists() else Settings()
    chosen = home or Path(os.environ.get("GOVPRISM_HOME") or settings.home)
    mail = settings.mail
    return Workplace(
        root=chosen.expanduser(),
        tz=settings.zone,
        catalogue=Path(settings.catalogue) if settings.catalogue else None,
        extra_sources=Path(settings.extra_sources) if settings.extra_sources else None,
        workers=settings.workers,
        user_agent=f"govprism/0.1 (+{settings.crawl.contact})",
        delay_s=settings.crawl.delay_s,
        crawl_timeout_s=settings.crawl.timeout_s,
        honour_opt_out=settings.crawl.honour_opt_out,
        effort=settings.crawl.effort,
        sources=tuple(settings.crawl.sources),
        languages=tuple(settings.languages),
        base_url=settings.base_url and settings.base_url.rstrip("/") + "/",
        mail=Mail(
            host=mail.host, port=mail.port, user=mail.user, password=os.environ.get(mail.password_env, ""),
            sender=mail.sender, starttls=mail.starttls, unsubscribe_base=mail.unsubscribe_base,
            ca_file=Path(mail.ca_file) if mail.ca_file else None,
        ),
        models=settings.models.chosen,
    )  # fmt: skip


def _web(value: str) -> str:
    try:
        parts = urlsplit(value)
        leads = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        leads = None
    if value and not (leads and value.isprintable() and " " not in value):
        raise ValueError(f"no address of the web: {value!r}; https://… is wanted")
    return value


def _read(path: Path) -> Settings:
    hint = "`govprism init` writes an example"
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError("settings", str(path), error.strerror or str(error), hint=hint) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("settings", str(path), str(error), hint=hint) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            "settings", f"{path}:{where}", first["msg"].removeprefix("Value error, "), hint=hint
        ) from error
