"""A report as a Word file: the same content, with real headings, captions, header rows and language."""

from mellanrum.documents.word.writer import write_word

__all__ = ["write_word"]
