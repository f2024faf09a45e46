from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "mellanrum.web.surveys"
    default_auto_field = "django.db.models.BigAutoField"
