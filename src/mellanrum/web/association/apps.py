from django.apps import AppConfig


class AssociationConfig(AppConfig):
    name = "mellanrum.web.association"
    default_auto_field = "django.db.models.BigAutoField"
