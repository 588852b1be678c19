"""Readers (读取器): any format → the same `SourceDocument`. The type is told by content, never by the file's name."""

from minsheng.intake.readers.opening import read_source
from minsheng.intake.readers.plugins import BrokenReader, InstalledReaders, installed_readers
from minsheng.intake.readers.protocol import CONTRACT_VERSION, Reader

__all__ = ["CONTRACT_VERSION", "BrokenReader", "InstalledReaders", "Reader", "installed_readers", "read_source"]
