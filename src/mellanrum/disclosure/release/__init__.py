"""Files of tables in, protected documents and their proofs out, and documents of earlier publications read back."""

from mellanrum.disclosure.release.attacking import Attacked, AttackedCell, Told, attack_documents, range_text
from mellanrum.disclosure.release.deriving import work_out, worked_of
from mellanrum.disclosure.release.document_shapes import DocumentTable
from mellanrum.disclosure.release.documents import Document, Kept, key_of_row, read_document, read_proof
from mellanrum.disclosure.release.making import Release, release_of
from mellanrum.disclosure.release.reading import Publication, read_tables
from mellanrum.disclosure.release.verifying import Held, lacking_earlier, verify

__all__ = [
    "Attacked",
    "AttackedCell",
    "Document",
    "DocumentTable",
    "Held",
    "Kept",
    "Publication",
    "Release",
    "Told",
    "attack_documents",
    "key_of_row",
    "lacking_earlier",
    "range_text",
    "read_document",
    "read_proof",
    "read_tables",
    "release_of",
    "verify",
    "work_out",
    "worked_of",
]
