"""Who may do what: users, sign-in, roles, invitations, and the rule of every route."""
