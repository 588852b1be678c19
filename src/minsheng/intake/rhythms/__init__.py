"""Sentences that say how often something is done (工作节奏): 每月通报一次 → a rhythm of the plan, with the words that command it.

``data`` holds the tables of ``rhythms.toml``; ``cadences`` (how often) and ``words`` (whose duty, what is done) read a clause by them,
``sentences`` one sentence, ``notice`` the whole document.
"""
