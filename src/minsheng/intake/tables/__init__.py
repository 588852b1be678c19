"""Grids, forms and tables in plain lines → drafts of projects (表格).

``plain_lines`` finds grids in lines of text (``row_starts``: where their rows begin); ``lists`` tells which grids list projects,
``columns`` what each column holds where its heading does not say. ``rows`` and ``forms`` make the drafts, ``unread`` tells what was left.
"""
