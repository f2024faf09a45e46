"""The pages of access: the people of an association, the links they are sent, and one's own account."""
