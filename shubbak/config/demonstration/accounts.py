"""The accounts with which a visitor tries the town."""

from shubbak.config.demonstration.town import PASSWORD, agencies_of_town


def show_accounts() -> None:
    """Print who may sign in to each desk; all share one password and need no second factor."""
    print(f"\nDemonstration accounts (password: {PASSWORD})")
    for description in agencies_of_town():
        for staff in description.staff:
            print(f"  {staff['email']:<32} {staff['name_fr']}, {staff['title']['fr']}")
