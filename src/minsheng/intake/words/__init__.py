"""What the words of a line or cell say, wherever they stand (词语).

Which column a heading names (``header``, ``synonyms.toml``), what a number counts (``numbering``), what a piece of text looks like
(``fitting``), who takes part (``parties``), who does it, by when, with what money (``telling``, ``terms``) and its numbered pieces
(``items``). Nothing here knows whether a table or a paragraph is read.
"""
