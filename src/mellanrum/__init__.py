"""Mellanrum: from tally to signed annual report for Swedish samordningsförbund."""

__version__ = "0.1.0"
