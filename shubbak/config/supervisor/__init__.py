"""Starts and watches the processes of one checkout: PostgreSQL, web, worker, signer."""
