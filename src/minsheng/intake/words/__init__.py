"""What the words of a line or cell say, wherever they stand (词语).

Which column a heading names (``header``, ``synonyms.toml``), what a number counts (``numbering``), what a piece of text looks like
(``fitting``), which part somebody has (``roles``, ``roles.toml``) and who that is (``parties``), who does it, by when, with what money
(``telling``, ``terms``), its numbered pieces (``items``), and what belongs to a web page and not to the document (``furniture``).
Nothing here knows whether a table or a paragraph is read.
"""
