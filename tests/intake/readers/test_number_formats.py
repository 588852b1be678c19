"""Numbers are printed as Excel prints them: the expected texts were read off Excel's documentation and LibreOffice Calc."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.intake.readers.number_formats import printed

CASES = [
    ("1063", "General", "1063"),
    ("0.30000000000000004", "General", "0.3"),
    ("12", "G/通用格式", "12"),
    ("12", 'General"个"', "12个"),
    ("0.533", "0.0%", "53.3%"),
    ("2.6", "0%", "260%"),
    ("0.9664", "0.00%", "96.64%"),
    ("1234567.891", "#,##0.00_ ", "1,234,567.89"),
    ("1234.5", '"¥"#,##0.00;[Red]"¥"-#,##0.00', "¥1,234.50"),
    ("-1234.5", "#,##0;(#,##0)", "(1,235)"),
    ("-5", "0", "-5"),
    ("0", '0;-0;"—"', "—"),
    ("7", "000", "007"),
    ("1.5", "0.##", "1.5"),
    ("2", "0.##", "2"),  # Excel prints a point with nothing behind it
    ("40", '0"公里"', "40公里"),
    ("0.00012", "0.00E+00", "1.20E-4"),
    ("45626", "yyyy/m/d", "2024/11/30"),
    ("45626", 'yyyy"年"m"月"d"日"', "2024年11月30日"),
    ("45626", "yyyy\\-mm\\-dd", "2024-11-30"),
    ("45626", '[$-804]yyyy"年"m"月"', "2024年11月"),
    ("45626", "[$-F800]dddd, mmmm dd, yyyy", "2024年11月30日"),
    ("45626.75", "yyyy/m/d h:mm", "2024/11/30 18:00"),
    ("45626.5", "h:mm AM/PM", "12:00 PM"),
    ("45626", "aaaa", "星期六"),
    ("1.25", "[h]:mm", "30:00"),
    ("0.0104166667", "mm:ss", "15:00"),
    ("59", "yyyy/m/d", "1900/2/28"),
    ("61", "yyyy/m/d", "1900/3/1"),
    ("abc", "0", "abc"),
    ("1e400", "0", "1e400"),
    ("12", "@", "12"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "text"), CASES)
def test_a_number_is_printed_as_its_cell_shows_it(value: str, code: str, text: str) -> None:
    assert printed(value, code) == text


@given(st.dates(date(1900, 3, 1), date(2200, 1, 1)))
def test_every_day_since_march_1900_is_printed_right(day: date) -> None:
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert printed(str(serial), "yyyy-mm-dd") == day.isoformat()
    assert printed(str(serial - 1462), "yyyy-mm-dd", since_1904=True) == day.isoformat() or serial < 1462 + 1


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_general_loses_nothing_of_what_a_workbook_keeps(value: Decimal) -> None:
    assert Decimal(printed(str(value), "General")) == value


@given(
    st.text(alphabet='0#?.,%eE+-yYmMdDhHsS@;"\\[]$_*/年月日 aAPM', max_size=20),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_no_format_breaks_the_reading(code: str, value: float) -> None:
    assert isinstance(printed(repr(value), code), str)
