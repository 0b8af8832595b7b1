from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RegistryConfig(AppConfig):
    name = "shubbak.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Rooms at this height and above say on which ways letters leave; none is imported by name."""
        autodiscover_modules("letter_ways")
