"""What leaves for another body."""

from shubbak.cases.extension import Occasion
from shubbak.catalogue.spec import Effect
from shubbak.notifications.actions import post
from shubbak.notifications.rules import About, Recipient


def forward(occasion: Occasion, _effect: Effect) -> None:
    """``forward``: the letter entered ``to: body`` leaves by e-mail too, where the body gave an address."""
    slip, body = occasion.slip, occasion.facts.body
    if slip is None or body is None or not body.email:
        return
    person = Recipient(email=body.email, language="ar")
    about = About("case", str(occasion.case.id))
    facts = {"letter": str(slip.id)}
    post(about=about, person=person, template=slip.name, at=occasion.at, facts=facts, channel="email")
