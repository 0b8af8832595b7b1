"""Addresses of the verification page. The QR code holds them in capitals, so both cases lead here."""

from django.urls import path, re_path

from shubbak.portal import checkpoints, verification

urlpatterns = [
    path("v/", verification.verify, name="verify"),
    path("v/checkpoint.txt", verification.checkpoint, name="checkpoint"),
    path("v/checkpoints", checkpoints.page, name="checkpoints"),
    path("v/checkpoints.atom", checkpoints.feed, name="checkpoint_feed"),
    path("v/checkpoints.json", checkpoints.as_json, name="checkpoints_json"),
    path("v/consistency/<int:old>/<int:new>.json", verification.consistency, name="consistency"),
    path("v/keys.txt", verification.keys, name="public_keys"),
    re_path(r"^[vV]/(?P<text>[A-Za-z2-7]{1,400})/?$", verification.verify, name="verify_receipt"),
    re_path(r"^[vV]/(?P<text>[A-Za-z2-7]{1,400})/proof\.json$", verification.proof, name="receipt_proof"),
]
