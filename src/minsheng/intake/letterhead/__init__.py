"""What a document says of itself (公文要素): title, number, who signs it and when, to whom it goes, how many projects it lists.

``seals`` and ``signatures`` know who signs below, ``counts`` how many projects are announced, both by the words of
``letterhead.toml``; ``elements`` puts all of it together. ``tails`` tells the lines behind the list.
"""
