"""The shipped example (示例): a real public notice, and a MADE-UP year of ledger entries (虚构的进展数据).

The notice is 梁政发〔2024〕1号 of 2024-02-06. The entries come from a seeded script; no unit reported any of them.
"""

from minsheng.example.loading import Example, Line, load_example, write_lines

__all__ = ["Example", "Line", "load_example", "write_lines"]
