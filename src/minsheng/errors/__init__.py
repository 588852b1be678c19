"""What can be wrong, unknown or worth asking, and where: errors, findings, questions, places.

Each carries a stable code, its fields, where it stands, what it is and how to mend it. The sentences, Chinese and
English, stand in the data files of ``words/``, one a room, so that no room holds prose.
"""

from minsheng.errors.checks import (
    WrongType,
    as_texts,
    check_text,
    each_of_type,
    each_whole_text,
    of_type,
    whole_text,
)
from minsheng.errors.failures import (
    InvalidValue,
    MinshengError,
    MissingExtra,
    NotFound,
    Problems,
    Unreadable,
)
from minsheng.errors.files import replace_file
from minsheng.errors.findings import Finding, Question, Severity
from minsheng.errors.places import Place
from minsheng.errors.undefined import Undefined
from minsheng.errors.words import Lang, brackets, comma, mend, say, semicolon

__all__ = [
    "Finding",
    "InvalidValue",
    "Lang",
    "MinshengError",
    "MissingExtra",
    "NotFound",
    "Place",
    "Problems",
    "Question",
    "Severity",
    "Undefined",
    "Unreadable",
    "WrongType",
    "as_texts",
    "brackets",
    "check_text",
    "comma",
    "each_of_type",
    "each_whole_text",
    "mend",
    "of_type",
    "replace_file",
    "say",
    "semicolon",
    "whole_text",
]
