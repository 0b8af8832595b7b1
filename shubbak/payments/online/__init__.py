"""Paying at the page of a gateway: orders, what became of them, the gateway's file of the day."""
