"""Help for those who test their own programs with this library (测试): strategies, conformance suites, fixtures.

Each part is a module of its own; none is imported before it is named, so that hypothesis and pytest are needed only then.
"""
