"""JSON in and out of everything that the library holds (存取格式): strict, lossless, with versions and a JSON Schema."""

from minsheng.codec.converters import converter
from minsheng.codec.duties import DUTIES_SCHEMA, dump_duties, duties_json
from minsheng.codec.explaining import findings
from minsheng.codec.parsing import parse
from minsheng.codec.plans import dump_plan, load_plan, plan_json
from minsheng.codec.rule_files import OpenPoint, RuleFiles, toml_table
from minsheng.codec.schema import schema
from minsheng.codec.shapes import PLAN_SCHEMA, READING_SCHEMA

__all__ = [
    "DUTIES_SCHEMA",
    "PLAN_SCHEMA",
    "READING_SCHEMA",
    "OpenPoint",
    "RuleFiles",
    "converter",
    "dump_duties",
    "dump_plan",
    "duties_json",
    "findings",
    "load_plan",
    "parse",
    "plan_json",
    "schema",
    "toml_table",
]
