"""What each page of the portal shows: frozen data that a view fills and a template draws.

Texts are already in the language of the page; days and instants are dates, which the template writes as the
body's country does. A page never holds a model.
"""

from shubbak.portal.pages.account import AccountPage, FileLine
from shubbak.portal.pages.act import (
    Delivered,
    FormPage,
    GuestPage,
    MessagePage,
    OutboxPage,
    ProofPage,
)
from shubbak.portal.pages.deposit import (
    LaidPaper,
    LaterPage,
    NextStep,
    OfferPage,
    QuestionPage,
    ReceiptPage,
    ReviewPage,
    ReviewSection,
    UnfinishedFile,
)
from shubbak.portal.pages.file import (
    Asked,
    AskedPapers,
    DecisionPage,
    Outcome,
    RatePage,
    TrackingFormPage,
    TrackingPage,
)
from shubbak.portal.pages.guide import (
    AgenciesPage,
    Body,
    ContactPage,
    HomePage,
    LifeEvent,
    RequiredPaper,
    ServiceLine,
    ServicePage,
    ServicesPage,
)
from shubbak.portal.pages.kept import KeptPage, Look, View
from shubbak.portal.pages.mandate import MandateLine, MandatePage
from shubbak.portal.pages.parts import (
    Draft,
    Due,
    Link,
    Message,
    Notice,
    OpeningLine,
    Paper,
    Phone,
    Row,
    Stage,
    Tag,
    Where,
)
from shubbak.portal.pages.tariff import Quoted, QuoteLine, TariffsPage

__all__ = [
    "AccountPage",
    "AgenciesPage",
    "Asked",
    "AskedPapers",
    "Body",
    "ContactPage",
    "DecisionPage",
    "Delivered",
    "Draft",
    "Due",
    "FileLine",
    "FormPage",
    "GuestPage",
    "HomePage",
    "KeptPage",
    "LaidPaper",
    "LaterPage",
    "LifeEvent",
    "Link",
    "Look",
    "MandateLine",
    "MandatePage",
    "Message",
    "MessagePage",
    "NextStep",
    "Notice",
    "OfferPage",
    "OpeningLine",
    "OutboxPage",
    "Outcome",
    "Paper",
    "Phone",
    "ProofPage",
    "QuestionPage",
    "QuoteLine",
    "Quoted",
    "RatePage",
    "ReceiptPage",
    "RequiredPaper",
    "ReviewPage",
    "ReviewSection",
    "Row",
    "ServiceLine",
    "ServicePage",
    "ServicesPage",
    "Stage",
    "Tag",
    "TariffsPage",
    "TrackingFormPage",
    "TrackingPage",
    "UnfinishedFile",
    "View",
    "Where",
]
