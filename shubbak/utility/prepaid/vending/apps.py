from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class VendingConfig(AppConfig):
    name = "shubbak.utility.prepaid.vending"
    label = "vending"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Its messages are known before one is rendered, and the ledger knows whom to tell."""
        autodiscover_modules("letters", "actions.settled", "shop")
