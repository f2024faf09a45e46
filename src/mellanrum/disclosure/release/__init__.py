"""Files of tables in, protected documents and their proofs out, and documents of earlier publications read back."""
