from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SubscriptionsConfig(AppConfig):
    name = "shubbak.utility.subscriptions"
    label = "subscriptions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The ledger finds the holders of contracts by their numbers."""
        autodiscover_modules("finding", "letters")
