from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "mellanrum.web.statistics"
    default_auto_field = "django.db.models.BigAutoField"
