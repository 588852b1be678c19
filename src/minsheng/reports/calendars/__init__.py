"""Calendars of a plan (日历): a file that calendar programs subscribe to, and a year on one page."""
