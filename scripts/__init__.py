"""Thin commands around the catalogue: the command line, the site's build, the MkDocs hook."""
