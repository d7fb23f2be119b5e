"""Importing what offices have: a document becomes rows, rows become parts of the form, parts become a draft of YAML.

Only `formats`, `word_document`, `spreadsheet` and `plain_text` know file formats; the rest is pure.
"""
