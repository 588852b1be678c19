"""How lines of running text are told apart (条文): which are numbered, head others, label, or go on with the line before.

Broken lines are joined (``wrapped``), each line gets its level (``levels``) or shows it by regularity (``regular``); ``structure`` tells
at which level the projects are counted, ``grouping`` what a line says of several of them. ``prose`` makes drafts of it.
"""
