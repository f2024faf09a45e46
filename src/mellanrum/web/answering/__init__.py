"""Answering a survey: by link, by slip, in a kiosk, and from paper. Nothing is kept of it but what is counted."""
