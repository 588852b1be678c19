"""The grammar of targets (目标的读法): one phrase (``phrases``), running text (``finding``), its rules and words as data.

Nothing is read or compiled before the first text is.
"""
