"""What somebody saw when a form was opened, as every desk asks for it."""

from mellanrum.web.parts.seen import ChangedMeanwhile, token_of

__all__ = ["ChangedMeanwhile", "token_of"]
