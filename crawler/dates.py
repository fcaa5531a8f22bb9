"""Dates as they are printed: absolute, without a year, or relative to the hour the page was fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

CHINA = timezone(timedelta(hours=8))
# a date as a line prints it beside a name, with its clock: to be cut out
PRINTED = re.compile(
    r"(?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)

_CLOCK = (
    r"(?:[T\s,，日]*?(?:HKT\s*|[周星期]{1,2}[一二三四五六日天]\s*)?(?:(上午|下午|晚上|凌晨|中午)\s*)?"
    r"(\d{1,2})[:：时点](\d{2})(?:[:：分](\d{2}))?秒?)?"
)
_FULL = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})(?!\d)\s*日?{_CLOCK}")
_PACKED = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_YEARLESS = re.compile(rf"(?<![\d年/.-])(\d{{1,2}})\s*(?:月|[-/])\s*(\d{{1,2}})(?!\d|[-/.]\d)\s*日?{_CLOCK}")
_AGO = re.compile(
    r"(\d+|半|一|两|几)\s*(分钟|小时|天|周|个月|minutes?|hours?|days?|weeks?)\s*(?:之?前|ago)", re.IGNORECASE
)
_DAYWORD = re.compile(rf"(今天|今日|昨天|昨日|前天|today|yesterday){_CLOCK}", re.IGNORECASE)
_ISO = re.compile(r"((?:19|20)\d{2}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_NAME = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+{_NAME},?\s+((?:19|20)\d{{2}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_NAME}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{{2}})", re.IGNORECASE)
_STEP = {"分": timedelta(minutes=1), "m": timedelta(minutes=1), "小": timedelta(hours=1), "h": timedelta(hours=1)}
_STEP |= {
    "天": timedelta(days=1),
    "d": timedelta(days=1),
    "周": timedelta(weeks=1),
    "w": timedelta(weeks=1),
    "个": timedelta(days=30),
}
_BACK = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
_COUNT = {"半": 0.5, "一": 1.0, "两": 2.0, "几": 3.0}


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware moment and how finely it was printed: `second`, `minute`, `hour` or `day`."""

    at: datetime
    precision: str


def read(text: str, now: datetime, zone: tzinfo = CHINA) -> Moment | None:
    """The first date in a text; what lacks a zone is read in `zone`, what lacks a year in the year before `now`."""
    for reader in (_iso, _full, _english, _ago, _dayword, _yearless, _packed):
        if (moment := reader(text, now, zone)) is not None:
            return moment
    return None


def plausible(moment: Moment | None, now: datetime) -> Moment | None:
    """The moment, unless it lies before the web or more than two days after the fetch."""
    if moment is None or moment.at.year < 1994:
        return None
    return moment if moment.at <= now + timedelta(days=2) else None


def of_epoch(seconds: int) -> Moment | None:
    """A Unix time (seconds or milliseconds) shown in China's time."""
    seconds = seconds // 1000 if seconds > 10**11 else seconds
    if not 10**8 < seconds < 10**10:
        return None
    return Moment(datetime.fromtimestamp(seconds, CHINA), "second")


def _iso(text: str, _now: datetime, zone: tzinfo) -> Moment | None:
    found = _ISO.search(text)
    if found is None:
        return None
    stamp = f"{found[1]}T{found[2]}{(found[3] or '').replace('Z', '+00:00')}"
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    if at.tzinfo is None and not (at.hour or at.minute or at.second):
        return Moment(at.replace(tzinfo=zone), "day")
    return Moment(at if at.tzinfo else at.replace(tzinfo=zone), "second" if found[2].count(":") == 2 else "minute")


def _full(text: str, _now: datetime, zone: tzinfo) -> Moment | None:
    found = _FULL.search(text)
    return None if found is None else _moment((found[1], found[2], found[3]), found.groups()[3:], zone)


def _packed(text: str, _now: datetime, zone: tzinfo) -> Moment | None:
    found = _PACKED.search(text)
    return None if found is None else _moment((found[1], found[2], found[3]), (), zone)


def _english(text: str, _now: datetime, zone: tzinfo) -> Moment | None:
    if found := _MONTH_FIRST.search(text):
        return _moment((found[3], str(_MONTHS[found[1].lower()]), found[2]), (), zone)
    if found := _DAY_FIRST.search(text):
        return _moment((found[3], str(_MONTHS[found[2].lower()]), found[1]), (), zone)
    return None


def _yearless(text: str, now: datetime, zone: tzinfo) -> Moment | None:
    found = _YEARLESS.search(text)
    if found is None:
        return None
    local = now.astimezone(zone)
    moment = _moment((str(local.year), found[1], found[2]), found.groups()[2:], zone)
    if moment is not None and moment.at > now + timedelta(days=2):
        moment = _moment((str(local.year - 1), found[1], found[2]), found.groups()[2:], zone)
    return moment


def _ago(text: str, now: datetime, zone: tzinfo) -> Moment | None:
    found = _AGO.search(text)
    if found is None:
        return None
    step = _STEP.get(found[2][0].lower())
    count = _COUNT.get(found[1]) or (float(found[1]) if found[1].isdigit() and len(found[1]) < 5 else None)
    if step is None or count is None:
        return None
    precision = "minute" if step < timedelta(hours=1) else "hour" if step < timedelta(days=1) else "day"
    at = (now - step * count).astimezone(zone)
    return Moment(at.replace(second=0, microsecond=0) if precision != "day" else _midnight(at), precision)


def _dayword(text: str, now: datetime, zone: tzinfo) -> Moment | None:
    found = _DAYWORD.search(text)
    if found is None:
        return None
    day = (now.astimezone(zone) - timedelta(days=_BACK[found[1].lower()])).date()
    return _moment((str(day.year), str(day.month), str(day.day)), found.groups()[1:], zone)


def _moment(ymd: tuple[str, str, str], clock: tuple[str | None, ...], zone: tzinfo) -> Moment | None:
    try:
        day = date(*(int(part) for part in ymd))
        half, hour, minute, second = (*clock, None, None, None, None)[:4]
        if hour is None or minute is None:
            return Moment(datetime(day.year, day.month, day.day, tzinfo=zone), "day")
        late = 12 if half in ("下午", "晚上") and int(hour) < 12 else 0
        at = datetime(day.year, day.month, day.day, int(hour) + late, int(minute), int(second or 0), tzinfo=zone)
    except ValueError:
        return None
    return Moment(at, "second" if second else "minute")


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def aware(value: datetime | date, zone: tzinfo = CHINA) -> Moment:
    """A date or time out of front matter as a moment; without a zone it is read in `zone`."""
    if not isinstance(value, datetime):
        return Moment(datetime(value.year, value.month, value.day, tzinfo=zone), "day")
    return Moment(value if value.tzinfo else value.replace(tzinfo=UTC if zone is UTC else zone), "second")


def printed(text: str, zone: tzinfo = CHINA) -> Moment | None:
    """A date that needs no `now`: written in full."""
    now = datetime(1970, 1, 1, tzinfo=UTC)
    return _iso(text, now, zone) or _full(text, now, zone) or _english(text, now, zone) or _packed(text, now, zone)
