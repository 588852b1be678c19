"""Three plug-ins for minsheng that know only its public names."""

from example_plugins.csv_reader import CsvReader
from example_plugins.csv_renderer import CsvRenderer
from example_plugins.dict_store import DictStore

__all__ = ["CsvReader", "CsvRenderer", "DictStore"]
