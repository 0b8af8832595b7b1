from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SittingsConfig(AppConfig):
    name = "shubbak.planning.sittings"
    label = "sittings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Its messages are known before one is rendered."""
        autodiscover_modules("letters")
