from django.apps import AppConfig


class ZoningConfig(AppConfig):
    name = "shubbak.planning.zoning"
    label = "zoning"
    default_auto_field = "django.db.models.BigAutoField"
