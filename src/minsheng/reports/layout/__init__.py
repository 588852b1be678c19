"""Blocks set as lines of a terminal or as a piece of a notebook (排版), what every report can do without a renderer."""
