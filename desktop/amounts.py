"""Numbers and spans of time for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

_MINUTE, _HOUR = 60, 3600
translate = QCoreApplication.translate


def number(value: int) -> str:
    """1204 as “1,204”, in the person's own notation."""
    locale = QLocale()
    if locale.language() == QLocale.Language.C:  # it has no separators at all
        locale = QLocale(QLocale.Language.English)
    return locale.toString(value)


def time_left(seconds: float) -> str:
    """About how long something still takes: “about 3 min”."""
    if seconds < 50:
        return translate("Amounts", "less than a minute")
    if seconds < 55 * _MINUTE:
        return translate("Amounts", "about {0} min").format(max(1, round(seconds / _MINUTE)))
    hours = max(1, round(seconds / _HOUR))
    return (
        translate("Amounts", "about an hour")
        if hours == 1
        else translate("Amounts", "about {0} hours").format(number(hours))
    )


def decimal(value: float, decimals: int = 2) -> str:
    """2.287 as “2.29”."""
    return QLocale().toString(float(value), "f", decimals)


def brief(value: float) -> str:
    """0.001, 1e-05, 20: as briefly as it can be written in the person's notation, and typed again."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(value), "g", 6) if isinstance(value, float) else locale.toString(value)


def percent(share: float) -> str:
    """A share in [0, 1] as “96 %”."""
    return f"{decimal(share * 100, 0)} %"


def size(n_bytes: int) -> str:
    """4913408 as “4.9 MB”: in powers of ten, as files and memory are sold."""
    decimals = 0 if n_bytes < 1_000_000 else 1
    return QLocale().formattedDataSize(n_bytes, decimals, QLocale.DataSizeFormat.DataSizeSIFormat)
