from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "mellanrum.web.access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the sign-in library."""
        from allauth.mfa.signals import authenticator_added  # noqa: PLC0415 - needs the apps to be there

        from mellanrum.web.access.factors import leave_other_sessions  # noqa: PLC0415 - as above

        authenticator_added.connect(leave_other_sessions, dispatch_uid="access.leave_other_sessions")
