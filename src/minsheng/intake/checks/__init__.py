"""What looks wrong in the whole list of projects when it has been read (核对): each check tells findings, none changes a project.

``misread`` holds number, names and sums against what is printed, ``overlooked`` looks for amounts that are no target, ``leading`` for
units of which none leads, ``second_notice`` for another document in the same file.
"""
