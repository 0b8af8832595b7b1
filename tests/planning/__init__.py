"""Tests of the planning counter."""
