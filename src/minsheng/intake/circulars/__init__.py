"""Progress circulars (进展通报): what was reported of which project, by which day.

``circular`` tells a circular from a notice and parts its paragraphs, ``progress`` reads the figures, ``matching`` holds them against a
plan. ``own_reports`` knows the reports that this library wrote itself.
"""
