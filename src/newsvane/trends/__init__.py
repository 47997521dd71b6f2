"""Stances to lines over time: calendar periods, shares, intervals."""
