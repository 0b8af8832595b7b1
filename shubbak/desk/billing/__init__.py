"""Runs of bills at the desk: begun, looked at, approved by somebody else."""
