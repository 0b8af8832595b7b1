from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DebitingConfig(AppConfig):
    name = "shubbak.payments.debiting"
    label = "debiting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The ledger knows whom to tell what a bank answers."""
        autodiscover_modules("hearing")
