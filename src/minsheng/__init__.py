"""minsheng (民生实事)."""
