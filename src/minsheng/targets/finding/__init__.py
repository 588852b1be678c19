"""Quantities in running text (正文中的数量): what is promised (``deliverables``), what is reported (``reported``)."""
