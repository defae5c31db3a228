"""Measuring what a persona learned and what it kept."""
