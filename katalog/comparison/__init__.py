"""Comparing SOPs: of one process over all offices, and any two of them. Pure; nothing here knows a page or a file."""
