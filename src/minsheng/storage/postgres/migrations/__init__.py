"""Versions of the schema (模式版本), one script each; alembic runs those that a schema does not have yet."""
