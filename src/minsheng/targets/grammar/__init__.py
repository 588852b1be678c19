"""The grammar of a quantity (数量的读法): one phrase (``phrases``), a text that is one (``whole``), its words as data.

Nothing is read or compiled before the first text is.
"""
